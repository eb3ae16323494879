/// One part of a message that was parsed.
package struct MessagePart: Sendable, Hashable {
    /// Its number as IMAP counts (RFC 9051, section 6.4.5.1): `1`, `2.1`.
    package let id: String
    /// In lower case, such as `text/plain`.
    package let contentType: String
    package let charset: String?
    /// `inline` or `attachment`, in lower case.
    package let disposition: String?
    package let filename: String?
    /// Without angle brackets.
    package let contentID: String?
    /// Its transfer encoding undone; a message within is given whole.
    package let content: [UInt8]

    /// Whether it is offered for download rather than shown as the message's text.
    package var isAttachment: Bool {
        disposition == "attachment" || filename != nil
            || !(contentType == "text/plain" || contentType == "text/html")
    }

    /// The content as text, in whichever charset it claims to be.
    package var text: String { Charset.decode(content, from: charset) }
}
