/// A type of Graph's and the names of its properties (reference sheet §C1).
struct EntityType: Sendable {
    /// As Microsoft's errors write it.
    let name: String
    private let properties: [String: String]

    init(_ name: String, _ properties: [String]) {
        self.name = name
        self.properties = Dictionary(uniqueKeysWithValues: properties.map { ($0.lowercased(), $0) })
    }

    /// The name as the type has it; nil when it has none such.
    func spelling(of name: String) -> String? { properties[name.lowercased()] }

    static let message = EntityType(
        "Microsoft.OutlookServices.Message",
        [
            "id", "createdDateTime", "lastModifiedDateTime", "changeKey", "categories", "receivedDateTime",
            "sentDateTime", "hasAttachments", "internetMessageId", "subject", "bodyPreview", "importance",
            "parentFolderId", "conversationId", "conversationIndex", "isDeliveryReceiptRequested",
            "isReadReceiptRequested", "isRead", "isDraft", "webLink", "inferenceClassification", "body", "uniqueBody",
            "sender", "from", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "flag",
            "internetMessageHeaders", "attachments", "extensions", "singleValueExtendedProperties",
            "multiValueExtendedProperties",
        ])
    static let folder = EntityType(
        "Microsoft.OutlookServices.MailFolder",
        [
            "id", "displayName", "parentFolderId", "childFolderCount", "unreadItemCount", "totalItemCount", "isHidden",
            "childFolders", "messages", "messageRules", "singleValueExtendedProperties",
            "multiValueExtendedProperties", "isSupported", "includeNestedFolders", "sourceFolderIds", "filterQuery",
        ])
    static let attachment = EntityType(
        "Microsoft.OutlookServices.Attachment",
        [
            "id", "lastModifiedDateTime", "name", "contentType", "size", "isInline", "contentId", "contentLocation",
            "contentBytes", "item", "sourceUrl",
        ])
    static let user = EntityType(
        "microsoft.graph.user",
        [
            "id", "displayName", "mail", "userPrincipalName", "givenName", "surname", "preferredLanguage",
            "businessPhones", "jobTitle", "mobilePhone", "officeLocation", "accountEnabled", "mailNickname",
            "proxyAddresses", "userType", "otherMails", "mailboxSettings",
        ])
}
