internal import Tenant

/// The properties of a type as filters and orders see them.
struct FilterSchema: Sendable {
    /// As Microsoft's errors write it.
    let typeName: String
    private let properties: [String: FilterProperty]

    init(_ typeName: String, _ kinds: KeyValuePairs<String, FilterProperty.Kind>) {
        self.typeName = typeName
        properties = Dictionary(
            uniqueKeysWithValues: kinds.map { ($0.key.lowercased(), FilterProperty(path: $0.key, kind: $0.value)) })
    }

    func property(_ path: String) throws(GraphError) -> FilterProperty {
        guard let property = properties[path.lowercased()] else {
            throw .noProperty(String(path.split(separator: "/").last ?? ""), on: typeName)
        }
        return property
    }

    static let message = FilterSchema(
        EntityType.message.name,
        [
            "id": .exactText, "createdDateTime": .date, "lastModifiedDateTime": .date, "receivedDateTime": .date,
            "sentDateTime": .date, "changeKey": .exactText, "categories": .texts, "hasAttachments": .bool,
            "internetMessageId": .text, "subject": .text, "bodyPreview": .text, "body/content": .text,
            "importance": .choice(Letter.Importance.allCases.map(\.rawValue)), "parentFolderId": .exactText,
            "conversationId": .exactText,
            "isDeliveryReceiptRequested": .bool, "isReadReceiptRequested": .bool, "isRead": .bool, "isDraft": .bool,
            "inferenceClassification": .choice(["focused", "other"]),
            "flag/flagStatus": .choice(["notFlagged", "flagged", "complete"]), "from/emailAddress/address": .text,
            "from/emailAddress/name": .text, "sender/emailAddress/address": .text, "sender/emailAddress/name": .text,
            "singleValueExtendedProperties": .extendedProperties, "toRecipients": .unfiltered,
            "ccRecipients": .unfiltered, "bccRecipients": .unfiltered, "replyTo": .unfiltered,
            "attachments": .unfiltered, "internetMessageHeaders": .unfiltered,
        ])

    /// What `Mail.ReadBasic` does not let anybody ask for (reference sheet §A3).
    static let contentPaths: Set<String> = ["bodyPreview", "body/content", "singleValueExtendedProperties"]

    static let folder = FilterSchema(
        EntityType.folder.name,
        [
            "id": .exactText, "displayName": .text, "parentFolderId": .exactText, "childFolderCount": .number,
            "unreadItemCount": .number, "totalItemCount": .number, "isHidden": .bool,
        ])

    /// A category in `categories/any(c:…)`.
    static let textElement = FilterSchema("Edm.String", ["": .text])
    /// A property in `singleValueExtendedProperties/any(ep:…)`.
    static let extendedElement = FilterSchema(
        "microsoft.graph.singleValueLegacyExtendedProperty", ["id": .text, "value": .text])
}
