package import Domain

/// Turns a composition into a message (RFC 5322, RFC 2045 to 2049, RFC 2231, RFC 2392).
///
/// Everything that a caller gives is checked before GMime sees it, and the finished bytes are checked once more, so
/// that no value can end its line and begin a header field of its own.
package struct MessageComposer: Sendable {
    /// More than any mail client writes.
    package static let maximumAttachments = 500
    /// Header fields of the caller's own.
    package static let maximumHeaders = 100

    private let makeBoundary: @Sendable () -> String

    /// `makeBoundary` gives a new separator for each multipart: it has to be one that no content can foresee.
    package init(makeBoundary: @escaping @Sendable () -> String = MessageComposer.randomBoundary) {
        self.makeBoundary = makeBoundary
    }

    /// `from`, `date` and `messageID` are what the composition says or its sender decided; they win over it.
    package func compose(
        _ composition: Composition, from: NamedAddress, date: Timestamp, messageID: InternetMessageID
    ) throws(MIMEError) -> ComposedMessage {
        let header = try CheckedHeader(composition, from: from, date: date, messageID: messageID)
        let content = try CheckedContent(composition)
        let message = MessageBuilder(makeBoundary: makeBoundary).build(header, content)
        try LineCheck.check(header.blindCopyField + message, field: "headers")
        return ComposedMessage(bytes: message, blindCopyField: header.blindCopyField)
    }

    /// Checks what a composition says about its attachments, whose bytes need not be there.
    package func checkAttachments(of composition: Composition) throws(MIMEError) {
        try CheckedContent.check(composition.attachments ?? [], shownByHTML: composition.html != nil)
    }

    /// How long so many bytes become as an attachment, in base64 of 76 characters a line (RFC 2045, section 6.8), less
    /// the fields of its part. Bounded, so that no size overflows.
    package static func encodedSize(ofAttachment size: Int) -> Int {
        let groups = (min(max(0, size), 1 << 48) + 2) / 3
        return groups * 4 + (groups + 18) / 19 * 2
    }

    /// 36 characters that begin with `=_`, which neither base64 nor quoted-printable can hold.
    package static func randomBoundary() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return "=_postern_" + String((0..<26).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
    }
}
