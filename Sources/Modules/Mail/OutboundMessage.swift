package import Domain

/// A message as a way out takes it: composed in its form, with all that does not stand in its bytes.
package struct OutboundMessage: Sendable {
    /// The message in CRLF lines. It has a `Bcc` field only where the form reads blind copies. Attachments that travel
    /// separately are not in it.
    package var bytes: [UInt8]
    /// What the provider is to add to it, in order; empty when the message is whole.
    package var attachments: [OutboundAttachment]
    package var envelope: Envelope
    package var messageID: InternetMessageID
    /// What the `From` field says.
    package var from: NamedAddress
    /// What the `Sender` field says, where it differs from `From`.
    package var sender: NamedAddress?

    package init(
        bytes: [UInt8], attachments: [OutboundAttachment] = [], envelope: Envelope, messageID: InternetMessageID,
        from: NamedAddress, sender: NamedAddress? = nil
    ) {
        self.bytes = bytes
        self.attachments = attachments
        self.envelope = envelope
        self.messageID = messageID
        self.from = from
        self.sender = sender
    }
}
