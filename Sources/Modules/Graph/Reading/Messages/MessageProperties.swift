internal import Domain

/// Which of Graph's properties a summary is made of (reference sheet, section C1).
struct MessageProperties {
    private(set) var selected: [String] = ["id"]
    private(set) var extended: [ExtendedProperty] = []

    /// For these members of a summary; nil for all. A preview is asked for only when it is wanted, a body never.
    init(_ fields: Set<MessageField>?, preview: Bool) {
        for field in MessageField.allCases where fields?.contains(field) ?? true {
            selected += Self.properties(of: field)
            if field == .size { extended.append(.size) }
            if field == .flags { extended.append(.lastVerb) }
            if field == .preview, preview { selected.append("bodyPreview") }
        }
    }

    var options: [(name: String, value: String)] {
        let select = [(name: "$select", value: selected.joined(separator: ","))]
        return extended.isEmpty ? select : select + [ExtendedProperty.expansion(extended)]
    }

    private static func properties(of field: MessageField) -> [String] {
        switch field {
        case .id, .mailbox, .size, .preview: []
        case .threadId: ["conversationId"]
        case .messageId: ["internetMessageId"]
        case .date: ["sentDateTime"]
        case .receivedAt: ["receivedDateTime"]
        case .from: ["from"]
        case .to: ["toRecipients"]
        case .cc: ["ccRecipients"]
        case .subject: ["subject"]
        case .flags: ["isRead", "isDraft", "flag"]
        case .keywords: ["categories"]
        case .hasAttachments: ["hasAttachments"]
        }
    }
}
