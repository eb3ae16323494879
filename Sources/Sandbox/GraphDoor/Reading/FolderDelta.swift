internal import Doorway
internal import JSON
internal import Tenant

/// What changed in the tree of folders, nested ones too (reference sheet §C11).
enum FolderDelta {
    static func answer(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let request = try DeltaRequest(call, folder: nil)
        let pageSize = try request.pageSize()
        let options = request.call.options
        let json = FolderJSON(request.call, state, try Selection(options["$select"], of: .folder))
        var since: ChangeNumber?
        if case .following(let change)? = request.token?.place { since = change }
        let isNewRound = call.options["$skiptoken"] == nil
        let began = isNewRound ? state.now : request.token?.began ?? state.now
        var page = Page(context: call.sharedContext("mailFolders"), rows: [])
        if isNewRound, let token = request.token {
            // Those that went come first; what goes from now on is the next round's.
            page.rows = state.folderChanges(since: token.began).removed.map { removed($0, request, state) }
        }
        let changed = state.folderChanges(since: since).changed.compactMap(state.folder)
            .filter { isShown($0, wantingHidden: options["includeHiddenFolders"]?.lowercased() == "true") }
        let shown = changed.prefix(pageSize)
        page.rows += shown.map { row($0, json) }
        func token(_ change: ChangeNumber) -> DeltaToken {
            DeltaToken(folder: nil, began: began, place: .following(change), options: request.options)
        }
        if let last = shown.last, shown.count < changed.count {
            page.nextLink = request.nextLink(token(last.changed))
        } else {
            page.deltaLink = request.deltaLink(token(state.now))
        }
        return .graph(page.value)
    }

    private static func row(_ folder: Folder, _ json: FolderJSON) -> JSONValue {
        var members = json.members(of: folder)
        members["@odata.type"] = members["@odata.type"] ?? "#microsoft.graph.mailFolder"
        return .object(members)
    }

    private static func removed(
        _ number: FolderNumber, _ request: DeltaRequest, _ state: MailboxState
    ) -> JSONValue {
        [
            "@odata.type": "#microsoft.graph.mailFolder",
            "id": .string(request.call.ids.text(ofFolder: number, in: state)), "@removed": ["reason": "deleted"],
        ]
    }

    private static func isShown(_ folder: Folder, wantingHidden: Bool) -> Bool {
        switch folder.role {
        case .recoverableItems, .searchfolders, .root: return false
        case let role?: return role.isGraphs && (wantingHidden || !folder.isHidden)
        case nil: return wantingHidden || !folder.isHidden
        }
    }
}
