internal import Doorway
internal import JSON
internal import Tenant

/// Makes, renames, moves, copies and deletes folders (reference sheet §C2).
enum FolderWriting {
    private static let type = "microsoft.graph.mailFolder"
    private static let writable: Set<String> = ["displayName", "isHidden"]
    private static let readOnly: Set<String> = [
        "id", "parentFolderId", "childFolderCount", "unreadItemCount", "totalItemCount", "sizeInBytes",
    ]
    /// What a search folder has besides.
    private static let search: Set<String> = [
        "isSupported", "includeNestedFolders", "sourceFolderIds", "filterQuery",
    ]

    static func create(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let json = try RequestBody.object(call.request, facts: call.facts)
        try check(json, call, allowing: search)
        let name = try PropertyReader.text(json["displayName"] ?? .null, "displayName")
        guard !name.isEmpty else { throw .missingProperty("DisplayName") }
        let isHidden = try PropertyReader.bool(json["isHidden"] ?? .null, "isHidden")
        return try answer(call, 201) { (state) throws(GraphError) in
            let parent = try parent(call, state)
            let search = try searched(json, call, state)
            return try call.translating { () throws(MailboxError) in
                try state.createFolder(name: name, in: parent, isHidden: isHidden, search: search)
            }
        }
    }

    static func rename(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let json = try RequestBody.object(call.request, facts: call.facts)
        try check(json, call, allowing: [])
        let name = try json["displayName"].map { (value) throws(GraphError) in
            try PropertyReader.text(value, "displayName")
        }
        if json["isHidden"] != nil { throw .notChangeable("isHidden") }
        return try answer(call, 200) { (state) throws(GraphError) in
            let folder = try call.ids.folder(call["folder"], in: state)
            guard let name else { return folder }
            return try call.translating(ifDefault: .defaultFolderRename) { () throws(MailboxError) in
                try state.renameFolder(folder.number, to: name)
            }
        }
    }

    static func move(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try answer(call, 200) { (state) throws(GraphError) in
            let folder = try call.ids.folder(call["folder"], in: state)
            let parent = try call.destination(in: state, "move")
            return try call.translating { () throws(MailboxError) in
                try state.moveFolder(folder.number, to: parent.number)
            }
        }
    }

    static func copy(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try answer(call, 200) { (state) throws(GraphError) in
            let folder = try call.ids.folder(call["folder"], in: state)
            let parent = try call.destination(in: state, "copy")
            return try call.translating { () throws(MailboxError) in
                try state.copyFolder(folder.number, to: parent.number)
            }
        }
    }

    static func delete(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try remove(call, permanently: false)
    }

    static func deletePermanently(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try remove(call, permanently: true)
    }

    private static func remove(_ call: MailboxCall, permanently: Bool) throws(GraphError) -> WebResponse {
        try call.change { (state) throws(GraphError) in
            let folder = try call.ids.folder(call["folder"], in: state)
            try call.translating(ifDefault: .defaultFolderDelete) { () throws(MailboxError) in
                try state.deleteFolder(folder.number, permanently: permanently)
            }
        }
        return .empty(204)
    }

    /// The folder as it is after the change.
    private static func answer(
        _ call: MailboxCall, _ status: Int, _ act: (inout MailboxState) throws(GraphError) -> Folder
    ) throws(GraphError) -> WebResponse {
        let folder = try call.mailbox.changeWhole(act)
        return .graph(FolderJSON(call, call.state).entity(folder), status: status)
    }

    private static func parent(_ call: MailboxCall, _ state: MailboxState) throws(GraphError) -> FolderNumber {
        call.parameters["folder"] == nil ? state.root : try call.ids.folder(call["folder"], in: state).number
    }

    /// Nil for an ordinary folder.
    private static func searched(
        _ json: JSONValue, _ call: MailboxCall, _ state: MailboxState
    ) throws(GraphError) -> FolderSearch? {
        let type = (json["@odata.type"]?.stringValue ?? "").drop { $0 == "#" }.lowercased()
        guard type == "microsoft.graph.mailsearchfolder" else { return nil }
        var sources: [FolderNumber] = []
        for text in try PropertyReader.texts(json["sourceFolderIds"] ?? .null, "sourceFolderIds") {
            sources.append(try call.ids.folder(text, in: state).number)
        }
        return FolderSearch(
            filterQuery: try PropertyReader.text(json["filterQuery"] ?? .null, "filterQuery"), sources: sources,
            includesNestedFolders: try PropertyReader.bool(
                json["includeNestedFolders"] ?? .null, "includeNestedFolders"))
    }

    private static func check(
        _ json: JSONValue, _ call: MailboxCall, allowing others: Set<String>
    ) throws(GraphError) {
        for name in (json.objectValue ?? [:]).keys.sorted() where !name.contains("@") {
            if writable.contains(name) || others.contains(name) { continue }
            if readOnly.contains(name) {
                if call.facts[Facts.readOnlyPropertiesRefused] { throw .notChangeable(name) }
            } else if call.facts[Facts.unknownPropertiesRefused] {
                throw .unknownProperty(name, on: type)
            }
        }
    }
}
