internal import Doorway
internal import JSON
internal import Tenant

/// Messages of a folder or of the whole mailbox, in pages (reference sheet §C3).
enum MessageListing {
    static func all(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try list(call, call.state, nil, context: "messages")
    }

    static func inFolder(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let folder = try call.ids.folder(call["folder"], in: state)
        return try list(call, state, folder, context: "mailFolders('\(call["folder"])')/messages")
    }

    static func countAll(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        try count(call, call.state, nil)
    }

    static func countInFolder(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        return try count(call, state, try call.ids.folder(call["folder"], in: state))
    }

    private static func count(
        _ call: MailboxCall, _ state: MailboxState, _ folder: Folder?
    ) throws(GraphError) -> WebResponse {
        let query = try MessageQuery(call)
        return .text(200, String(query.matches(in: folder, state).count))
    }

    private static func list(
        _ call: MailboxCall, _ state: MailboxState, _ folder: Folder?, context: String
    ) throws(GraphError) -> WebResponse {
        let options = try ListOptions(call)
        let selection = try Selection(call.options["$select"], of: .message)
        let json = MessageJSON(call, state, selection, try Expansion(call))
        let context = call.context(context + selection.contextSuffix)
        if call.options["$search"] != nil {
            return .graph(try MessageSearch(call, state, folder).page(options, json, context: context).value)
        }
        let query = try MessageQuery(call)
        // One more than the page holds tells whether there is a next one.
        let end = options.skip + options.pageSize
        let found = query.matches(in: folder, state, limit: options.wantsCount ? nil : end + 1)
        let rows = try json.rows(
            found.dropFirst(options.skip).prefix(options.pageSize).compactMap(state.message))
        return .graph(
            Page(
                context: context, rows: rows, count: options.wantsCount ? found.count : nil,
                nextLink: end < found.count ? Page.link(call, skip: end) : nil
            ).value)
    }
}
