/// One line of a list: the envelope, without any body.
package struct MessageSummary: Codable, Hashable, Sendable {
    package var id: MessageID
    /// The path of the mailbox it was found in.
    package var mailbox: String
    /// The provider's own thread, where it has one.
    package var threadId: String?
    package var messageId: String?
    /// What the `Date` header says, absent when it says nothing sensible.
    package var date: Timestamp?
    /// When the server took it in.
    package var receivedAt: Timestamp?
    package var from: [NamedAddress]
    package var to: [NamedAddress]
    package var cc: [NamedAddress]
    package var subject: String?
    /// In bytes, as the server gives it; some servers estimate.
    package var size: Int
    package var flags: [MessageFlag]
    package var keywords: [String]
    package var hasAttachments: Bool
    /// The beginning of the text, only when asked for.
    package var preview: String?

    package init(
        id: MessageID, mailbox: String, threadId: String? = nil, messageId: String? = nil, date: Timestamp? = nil,
        receivedAt: Timestamp? = nil, from: [NamedAddress] = [], to: [NamedAddress] = [], cc: [NamedAddress] = [],
        subject: String? = nil, size: Int = 0, flags: [MessageFlag] = [], keywords: [String] = [],
        hasAttachments: Bool = false, preview: String? = nil
    ) {
        self.id = id
        self.mailbox = mailbox
        self.threadId = threadId
        self.messageId = messageId
        self.date = date
        self.receivedAt = receivedAt
        self.from = from
        self.to = to
        self.cc = cc
        self.subject = subject
        self.size = size
        self.flags = flags
        self.keywords = keywords
        self.hasAttachments = hasAttachments
        self.preview = preview
    }
}
