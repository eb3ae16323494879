internal import Tenant

/// One request for a page of a delta: what its first request asked for, and where it is (reference sheet §C11).
struct DeltaRequest {
    enum Change: String, CaseIterable { case created, updated, deleted }

    /// The call with the options of the first request.
    let call: MailboxCall
    /// Nil: from the beginning.
    let token: DeltaToken?
    /// Nil: all.
    let changes: Set<Change>?

    /// - Parameter folder: whose messages the path asks for; nil: the folders.
    /// - Throws: 410 for a token that is worth nothing here, and while the fault `graph.deltaExpired` is on.
    init(_ call: MailboxCall, folder: FolderNumber?) throws(GraphError) {
        let options = call.options
        let text = options["$deltatoken"] ?? options["$skiptoken"] ?? ""
        var call = call
        var token: DeltaToken?
        if !text.isEmpty {
            let read = DeltaToken(text, for: call.owner.id, seed: call.sandbox.seed)
            guard let read, read.folder == folder, !Self.isExpired(call), read.isPast(of: call.state.now) else {
                throw .deltaExpired(
                    call.sandbox.facts[Facts.deltaExpiredCode].rawValue,
                    restart: call.link(query: "$deltatoken="))
            }
            token = read
            call = call.with(try QueryOptions(read.options))
        }
        self.call = call
        self.token = token
        changes = try Self.changes(call.options)
        for name in ["$search", "$count", "$skip"] where call.options[name] != nil { throw .notWithDelta(name) }
    }

    /// The rows of a page: `Prefer` may say it anew each time.
    func pageSize() throws(GraphError) -> Int {
        let options = try ListOptions(call)
        let most = max(1, call.sandbox.facts[Facts.maximumTop])
        return call.prefer.pageSize.map { min($0, most) } ?? options.pageSize
    }

    func shows(_ change: Change) -> Bool { changes?.contains(change) ?? true }

    /// The next page's address.
    func nextLink(_ token: DeltaToken) -> String { link("$skiptoken", token) }

    /// The next round's.
    func deltaLink(_ token: DeltaToken) -> String { link("$deltatoken", token) }

    /// What the first request asked for, as a query to put into tokens.
    var options: String { call.options.query(without: ["$skiptoken", "$deltatoken"], adding: []) }

    private func link(_ name: String, _ token: DeltaToken) -> String {
        call.link(query: "\(name)=\(token.text(for: call.owner.id, seed: call.sandbox.seed))")
    }

    private static func isExpired(_ call: MailboxCall) -> Bool {
        let occasion = Occasion(
            door: .graph, operation: call.route.operation, client: call.grant.client,
            mailbox: call.owner.address.lowercased())
        return call.sandbox.faults.take([.deltaExpired], at: occasion) != nil
    }

    private static func changes(_ options: QueryOptions) throws(GraphError) -> Set<Change>? {
        guard let text = options["changeType"] else { return nil }
        var changes: Set<Change> = []
        for word in text.split(separator: ",") {
            guard let change = Change(rawValue: word.lowercased()) else {
                throw .badRequest("Invalid value '\(word.prefix(64))' for changeType.")
            }
            changes.insert(change)
        }
        return changes
    }
}
