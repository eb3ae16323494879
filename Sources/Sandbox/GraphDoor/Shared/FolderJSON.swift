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
        var members = values(of: folder).filter { $0.key == "id" || selection.shows($0.key) }
        if folder.search != nil { members["@odata.type"] = "#microsoft.graph.mailSearchFolder" }
        if expandsChildren {
            var json = self
            json.expandsChildren = false
            let children = state.children(of: folder.number, includingHidden: false)
            members["childFolders"] = .array(children.map(json.row))
        }
        return members
    }

    /// All plain properties.
    func values(of folder: Folder) -> [String: JSONValue] {
        let ids = call.ids
        let (unread, total) = counts(of: folder)
        var values: [String: JSONValue] = [
            "id": .string(ids.text(of: folder)), "displayName": .string(folder.displayName),
            "parentFolderId": .string(ids.text(ofFolder: folder.parent ?? folder.number, in: state)),
            "childFolderCount": .integer(Int64(state.children(of: folder.number, includingHidden: false).count)),
            "unreadItemCount": .integer(Int64(unread)), "totalItemCount": .integer(Int64(total)),
            "isHidden": .bool(folder.isHidden),
        ]
        if call.sandbox.facts[Facts.folderSizeShown] { values["sizeInBytes"] = .integer(Int64(total) * 4_096) }
        if let search = folder.search {
            values["isSupported"] = true
            values["includeNestedFolders"] = .bool(search.includesNestedFolders)
            values["sourceFolderIds"] = .array(search.sources.map { .string(ids.text(ofFolder: $0, in: state)) })
            values["filterQuery"] = .string(search.filterQuery)
        }
        return values
    }

    /// Of a search folder, what it finds.
    private func counts(of folder: Folder) -> (unread: Int, total: Int) {
        guard folder.search != nil else { return (folder.unreadCount, folder.messages.count) }
        let found = FolderContent(call: call, state: state).newestFirst(in: folder).compactMap(state.message)
        return (found.count { !$0.isRead }, found.count)
    }
}
