internal import JSON
internal import Mail

/// One folder, as Graph tells of it (reference sheet, section C1). What is missing or of another type is left out.
struct GraphFolder: Sendable, Hashable {
    let id: String
    /// In the language of the user; empty when Graph gave none.
    let name: String
    /// The id of the folder that it lies in, the root of all included.
    let parent: String?
    let hasChildren: Bool
    let isHidden: Bool
    let total: Int?
    let unseen: Int?

    /// Nil without an id that could be asked for.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.stringValue, MailText.isGraphID(id) else { return nil }
        self.id = id
        name = json["displayName"]?.stringValue ?? ""
        parent = json["parentFolderId"]?.stringValue
        hasChildren = json["childFolderCount"]?.integerValue ?? 0 > 0
        isHidden = json["isHidden"]?.boolValue ?? false
        total = json["totalItemCount"]?.count
        unseen = json["unreadItemCount"]?.count
    }

    /// The properties that are read here.
    static let properties = "id,displayName,parentFolderId,childFolderCount,unreadItemCount,totalItemCount,isHidden"
}
