/// One message, read: its summary, its texts, and what hangs on it.
package struct Message: Codable, Hashable, Sendable {
    package var summary: MessageSummary
    package var sender: [NamedAddress]
    package var replyTo: [NamedAddress]
    package var bcc: [NamedAddress]
    package var inReplyTo: String?
    package var references: [String]
    package var text: MessageText?
    package var html: MessageText?
    package var attachments: [Attachment]
    /// All header fields in order, only when asked for.
    package var headers: [HeaderField]?

    package init(
        summary: MessageSummary, sender: [NamedAddress] = [], replyTo: [NamedAddress] = [], bcc: [NamedAddress] = [],
        inReplyTo: String? = nil, references: [String] = [], text: MessageText? = nil, html: MessageText? = nil,
        attachments: [Attachment] = [], headers: [HeaderField]? = nil
    ) {
        self.summary = summary
        self.sender = sender
        self.replyTo = replyTo
        self.bcc = bcc
        self.inReplyTo = inReplyTo
        self.references = references
        self.text = text
        self.html = html
        self.attachments = attachments
        self.headers = headers
    }
}
