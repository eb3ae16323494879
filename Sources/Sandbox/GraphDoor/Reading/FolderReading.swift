internal import Doorway
internal import JSON
internal import Tenant

/// Folders, one by one and by their parents (reference sheet §C2).
enum FolderReading {
    /// The children of the root alone.
    static func list(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        return try page(call, state, children(of: state.root, call, state), context: "mailFolders")
    }

    static func children(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let parent = try call.ids.folder(call["folder"], in: state)
        return try page(
            call, state, children(of: parent.number, call, state),
            context: "mailFolders('\(call["folder"])')/childFolders")
    }

    static func get(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let folder = try call.ids.folder(call["folder"], in: state)
        return .graph(try json(call, state).entity(folder))
    }

    static func child(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let parent = try call.ids.folder(call["folder"], in: state)
        let folder = try call.ids.folder(call["child"], in: state)
        guard folder.parent == parent.number else { throw .itemNotFound }
        return .graph(try json(call, state).entity(folder))
    }

    static func count(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        return .text(200, String(children(of: state.root, call, state).count))
    }

    static func countChildren(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let parent = try call.ids.folder(call["folder"], in: state)
        return .text(200, String(children(of: parent.number, call, state).count))
    }

    /// Hidden ones too when `includeHiddenFolders=true`, a plain option, asks for them.
    private static func children(of parent: FolderNumber, _ call: MailboxCall, _ state: MailboxState) -> [Folder] {
        let wantsHidden = call.options["includeHiddenFolders"]?.lowercased() == "true"
        return state.children(of: parent, includingHidden: wantsHidden)
    }

    private static func page(
        _ call: MailboxCall, _ state: MailboxState, _ folders: [Folder], context: String
    ) throws(GraphError) -> WebResponse {
        guard call.options["$search"] == nil else {
            throw .badRequest("The query option '$search' is not supported for mail folders.")
        }
        let options = try ListOptions(call)
        let json = try json(call, state)
        var folders = folders
        if let text = call.options["$filter"] {
            let filter = try FilterParser.filter(text, over: .folder)
            folders = folders.filter { filter.matches(FolderSubject(json: json, folder: $0)) }
        }
        if let text = call.options["$orderby"] {
            folders = try Ordering(text, over: .folder).sorted(folders) { FolderSubject(json: json, folder: $0) }
        }
        let rows = folders.dropFirst(options.skip).prefix(options.pageSize).map(json.row)
        let end = options.skip + rows.count
        return .graph(
            Page(
                context: call.context(context + json.selection.contextSuffix), rows: rows,
                count: options.wantsCount ? folders.count : nil,
                nextLink: end < folders.count ? Page.link(call, skip: end) : nil
            ).value)
    }

    private static func json(_ call: MailboxCall, _ state: MailboxState) throws(GraphError) -> FolderJSON {
        let oneOnly = call.sandbox.facts[Facts.oneExpandOnly]
        let expand = try ExpandOption(call.options["$expand"], oneOnly: oneOnly)
        switch expand?.name {
        case nil, "childfolders", "singlevalueextendedproperties", "multivalueextendedproperties": break
        case "messages", "messagerules":
            throw .expandNotSupported("Expanding '\(expand?.name ?? "")' is not supported.")
        case let name?: throw .noProperty(name, on: EntityType.folder.name)
        }
        return FolderJSON(
            call, state, try Selection(call.options["$select"], of: .folder),
            expandsChildren: expand?.name == "childfolders")
    }
}
