/// A message to be sent, as a caller describes it. `Mail` checks and composes it.
package struct Composition: Codable, Hashable, Sendable {
    /// Whom it is from; the account's own address when absent.
    package var from: NamedAddress?
    /// Who sends on behalf of `from`, where these differ.
    package var sender: NamedAddress?
    package var to: [NamedAddress]?
    package var cc: [NamedAddress]?
    /// Receives it, and stands in no header that others get.
    package var bcc: [NamedAddress]?
    package var replyTo: [NamedAddress]?
    package var subject: String?
    package var text: String?
    package var html: String?
    package var attachments: [AttachmentContent]?
    /// Further header fields. Those that Postern writes itself are refused.
    package var headers: [HeaderField]?
    /// The message answered, with angle brackets.
    package var inReplyTo: String?
    package var references: [String]?
    /// With angle brackets; made when absent.
    package var messageId: String?

    package init(
        from: NamedAddress? = nil, sender: NamedAddress? = nil, to: [NamedAddress]? = nil, cc: [NamedAddress]? = nil,
        bcc: [NamedAddress]? = nil, replyTo: [NamedAddress]? = nil, subject: String? = nil, text: String? = nil,
        html: String? = nil, attachments: [AttachmentContent]? = nil, headers: [HeaderField]? = nil,
        inReplyTo: String? = nil, references: [String]? = nil, messageId: String? = nil
    ) {
        self.from = from
        self.sender = sender
        self.to = to
        self.cc = cc
        self.bcc = bcc
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.html = html
        self.attachments = attachments
        self.headers = headers
        self.inReplyTo = inReplyTo
        self.references = references
        self.messageId = messageId
    }
}
