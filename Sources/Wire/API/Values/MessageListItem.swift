package import Domain

/// One line of a list: a summary, or those members of it that the caller chose.
package struct MessageListItem: Codable, Sendable {
    package var id: MessageID?
    package var mailbox: String?
    package var threadId: String?
    package var messageId: String?
    package var date: Timestamp?
    package var receivedAt: Timestamp?
    package var from: [NamedAddress]?
    package var to: [NamedAddress]?
    package var cc: [NamedAddress]?
    package var subject: String?
    package var size: Int?
    package var flags: [MessageFlag]?
    package var keywords: [String]?
    package var hasAttachments: Bool?
    package var preview: String?

    package init(
        id: MessageID? = nil, mailbox: String? = nil, threadId: String? = nil, messageId: String? = nil,
        date: Timestamp? = nil, receivedAt: Timestamp? = nil, from: [NamedAddress]? = nil, to: [NamedAddress]? = nil,
        cc: [NamedAddress]? = nil, subject: String? = nil, size: Int? = nil, flags: [MessageFlag]? = nil,
        keywords: [String]? = nil, hasAttachments: Bool? = nil, preview: String? = nil
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

extension MessageListItem: Described {
    package static let fields: [String: String] = [
        "id": "Names the message in all other methods.",
        "mailbox": "The path of the mailbox it was found in.",
        "threadId": "The provider's own thread, where it has one.",
        "messageId": "What the sender wrote as `Message-ID`.",
        "date": "What the `Date` header says, absent when it says nothing sensible.",
        "receivedAt": "When the server took it in.",
        "from": "The authors.",
        "to": "The recipients.",
        "cc": "The recipients of copies.",
        "subject": "The subject, decoded.",
        "size": "In bytes, as the server gives it; some servers estimate.",
        "flags": "Marks that every server knows.",
        "keywords": "Further marks.",
        "hasAttachments": "Whether something is offered for download.",
        "preview": "The beginning of the text, when it was asked for.",
    ]
}

extension MessageListItem {
    /// What of a summary the caller wants; all of it when `fields` is nil.
    package init(_ message: MessageSummary, selecting fields: Set<MessageField>?) {
        func selected<Value>(_ field: MessageField, _ value: Value?) -> Value? {
            fields?.contains(field) ?? true ? value : nil
        }
        self.init(
            id: selected(.id, message.id),
            mailbox: selected(.mailbox, message.mailbox),
            threadId: selected(.threadId, message.threadId),
            messageId: selected(.messageId, message.messageId),
            date: selected(.date, message.date),
            receivedAt: selected(.receivedAt, message.receivedAt),
            from: selected(.from, message.from),
            to: selected(.to, message.to),
            cc: selected(.cc, message.cc),
            subject: selected(.subject, message.subject),
            size: selected(.size, message.size),
            flags: selected(.flags, message.flags),
            keywords: selected(.keywords, message.keywords),
            hasAttachments: selected(.hasAttachments, message.hasAttachments),
            preview: selected(.preview, message.preview))
    }
}
