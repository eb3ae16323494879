internal import Cryptography
internal import Domain
internal import Tenant

/// `$search` over messages: newest first, never more than a thousand, in pages by `$skiptoken` (reference sheet §C3).
struct MessageSearch {
    private let call: MailboxCall
    private let state: MailboxState
    private let folder: Folder?
    private let text: String
    private let search: Search

    init(_ call: MailboxCall, _ state: MailboxState, _ folder: Folder?) throws(GraphError) {
        self.call = call
        self.state = state
        self.folder = folder
        text = call.options["$search"] ?? ""
        guard call.showsContent else { throw .accessDenied }
        if call.sandbox.facts[Facts.searchExclusive] { try Self.refuseOthers(call.options) }
        search = try SearchParser.search(text, at: call.now)
    }

    private static func refuseOthers(_ options: QueryOptions) throws(GraphError) {
        for (option, code) in [
            ("$filter", "SearchWithFilter"), ("$orderBy", "SearchWithOrderBy"), ("$skip", "SearchWithSkip"),
            ("$count", "SearchWithCount"),
        ] where options[option] != nil {
            throw .searchAlone(option, code)
        }
    }

    func page(_ options: ListOptions, _ json: MessageJSON, context: String) throws(GraphError) -> Page {
        let start = try call.options["$skiptoken"].map { (token) throws(GraphError) in try offset(in: token) } ?? 0
        let found = found(limit: start + options.pageSize + 1)
        let end = start + options.pageSize
        let rows = try json.rows(found.dropFirst(start).prefix(options.pageSize))
        let query = call.options.query(
            without: ["$skiptoken"], adding: [("$skiptoken", token(for: end))])
        return Page(
            context: context, rows: rows, nextLink: end < found.count ? call.link(query: query) : nil)
    }

    private func found(limit: Int) -> [StoredMessage] {
        let limit = min(limit, max(1, call.sandbox.facts[Facts.searchMaximum]))
        var found: [StoredMessage] = []
        for number in FolderContent(call: call, state: state).newestFirst(in: folder) {
            guard let message = state.message(number), search.matches(MessageSubject(call, state, message)) else {
                continue
            }
            found.append(message)
            if found.count >= limit { break }
        }
        return found
    }

    // MARK: Tokens

    private func token(for offset: Int) -> String { Base64(Array("\(offset)|\(mark)".utf8)).urlText }

    /// Throws when the token is not one of this search's.
    private func offset(in token: String) throws(GraphError) -> Int {
        let parts = Base64(token).map { String(decoding: $0.bytes, as: UTF8.self) }?.split(separator: "|") ?? []
        guard parts.count == 2, let offset = Int(parts[0]), (0...100_000).contains(offset), parts[1] == mark else {
            throw .staleSearch
        }
        return offset
    }

    private var mark: String {
        let place = "\(call.owner.id)|\(folder?.number.value ?? 0)|\(text)"
        return Base64(Array(SHA256Digest.hash(Array(place.utf8)).prefix(9))).urlText
    }
}
