internal import Domain
internal import JSON
internal import Tenant

/// How folders of one mailbox look in answers to one request (reference sheet §C1).
struct FolderJSON {
    let call: MailboxCall
    let state: MailboxState
    var selection = Selection.all
    /// `$expand=childFolders`: one level.
    var expandsChildren = false

    init(_ call: MailboxCall, _ state: MailboxState, _ selection: Selection = .all, expandsChildren: Bool = false) {
        self.call = call
        self.state = state
        self.selection = selection
        self.expandsChildren = expandsChildren
    }

    func entity(_ folder: Folder, context: String? = nil) -> JSONValue {
        var members = members(of: folder)
        members["@odata.context"] = .string(context ?? call.context("mailFolders\(selection.contextSuffix)/$entity"))
        return .object(members)
    }

    func row(_ folder: Folder) -> JSONValue { .object(members(of: folder)) }

    func members(of folder: Folder) -> [String: JSONValue] {
        let ids = call.ids
        let children = state.children(of: folder.number, includingHidden: true)
        let all: [String: JSONValue] = [
            "displayName": .string(folder.displayName),
            "parentFolderId": .string(ids.text(ofFolder: folder.parent ?? folder.number, in: state)),
            "childFolderCount": .integer(Int64(children.count { !$0.isHidden })),
            "unreadItemCount": .integer(Int64(folder.unreadCount)),
            "totalItemCount": .integer(Int64(folder.messages.count)), "isHidden": .bool(folder.isHidden),
        ]
        var members = all.filter { selection.shows($0.key) }
        members["id"] = .string(ids.text(of: folder))
        if expandsChildren {
            var json = self
            json.expandsChildren = false
            members["childFolders"] = .array(children.filter { !$0.isHidden }.map(json.row))
        }
        return members
    }
}
