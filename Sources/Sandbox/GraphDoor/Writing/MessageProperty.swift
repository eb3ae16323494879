internal import Domain
internal import JSON
internal import Tenant

/// One property of a message that a request may set, and when (reference sheet §C8).
struct MessageProperty: Sendable {
    enum Rule: Sendable { case always, draft, creation }
    typealias Setter = @Sendable (inout MessageEditor, JSONValue) throws(GraphError) -> Void

    let rule: Rule
    let set: Setter

    private init(_ rule: Rule, _ set: @escaping Setter) {
        self.rule = rule
        self.set = set
    }

    /// What only Graph sets.
    static let readOnly: Set<String> = [
        "id", "createdDateTime", "lastModifiedDateTime", "changeKey", "receivedDateTime", "sentDateTime",
        "hasAttachments", "bodyPreview", "parentFolderId", "conversationId", "conversationIndex", "isDraft", "webLink",
        "uniqueBody",
    ]

    /// What is a message's rather than its letter's.
    static let ofState: Set<String> = ["isRead", "categories", "inferenceClassification", "flag"]

    static let writable: [String: MessageProperty] = [
        "subject": .init(.draft) { (editor, value) throws(GraphError) in
            editor.fields.letter.subject = String(try PropertyReader.text(value, "subject").prefix(255))
        },
        "body": .init(.draft) { (editor, value) throws(GraphError) in
            editor.fields.letter.body = try PropertyReader.body(value, "body")
            editor.fields.letter.alternativeText = nil
        },
        "from": .init(.draft) { (editor, value) throws(GraphError) in
            editor.fields.letter.from = try PropertyReader.recipient(value, "from")
        },
        "sender": .init(.draft) { (editor, value) throws(GraphError) in
            editor.fields.letter.sender = try PropertyReader.recipient(value, "sender")
        },
        "toRecipients": addresses("toRecipients", \.to),
        "ccRecipients": addresses("ccRecipients", \.cc),
        "bccRecipients": addresses("bccRecipients", \.bcc),
        "replyTo": addresses("replyTo", \.replyTo),
        "internetMessageId": .init(.draft) { (editor, value) throws(GraphError) in
            let text = try PropertyReader.text(value, "internetMessageId")
            guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }), text.utf8.count <= 998 else {
                throw .argument("The internet message id is invalid.")
            }
            if !text.isEmpty { editor.fields.letter.messageID = text }
        },
        "importance": .init(.always) { (editor, value) throws(GraphError) in
            editor.fields.letter.importance = try PropertyReader.choice(
                value, "importance", among: Letter.Importance.allCases)
        },
        "isRead": .init(.always) { (editor, value) throws(GraphError) in
            editor.fields.isRead = try PropertyReader.bool(value, "isRead")
        },
        "isDeliveryReceiptRequested": .init(.always) { (editor, value) throws(GraphError) in
            editor.fields.letter.asksForDeliveryReceipt = try PropertyReader.bool(value, "isDeliveryReceiptRequested")
        },
        "isReadReceiptRequested": .init(.always) { (editor, value) throws(GraphError) in
            editor.fields.letter.asksForReadReceipt = try PropertyReader.bool(value, "isReadReceiptRequested")
        },
        "categories": .init(.always) { (editor, value) throws(GraphError) in
            editor.fields.categories = try PropertyReader.texts(value, "categories")
        },
        "inferenceClassification": .init(.always) { (editor, value) throws(GraphError) in
            editor.fields.inference = try PropertyReader.choice(
                value, "inferenceClassification", among: [.focused, .other])
        },
        "flag": .init(.always) { (editor, value) throws(GraphError) in try editor.setFlag(value) },
        "singleValueExtendedProperties": .init(.always) { (editor, value) throws(GraphError) in
            try editor.setExtendedProperties(value)
        },
        "multiValueExtendedProperties": .init(.always) { (editor, value) throws(GraphError) in
            try editor.setMultiValueProperties(value)
        },
        "internetMessageHeaders": .init(.creation) { (editor, value) throws(GraphError) in
            try editor.setHeaders(value)
        },
        "attachments": .init(.creation) { (editor, value) throws(GraphError) in try editor.setAttachments(value) },
    ]

    private static func addresses(
        _ name: String, _ field: any WritableKeyPath<Letter, [NamedAddress]> & Sendable
    ) -> MessageProperty {
        MessageProperty(.draft) { (editor, value) throws(GraphError) in
            editor.fields.letter[keyPath: field] = try PropertyReader.recipients(value, name)
        }
    }
}
