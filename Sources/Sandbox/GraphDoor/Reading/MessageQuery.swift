internal import Tenant

/// `$filter` and `$orderby` of messages, with the rule that joins them (reference sheet §C3).
struct MessageQuery {
    private let call: MailboxCall
    private let filter: Filter?
    private let ordering: Ordering?

    init(_ call: MailboxCall) throws(GraphError) {
        self.call = call
        let facts = call.sandbox.facts
        var filter: Filter?
        if let text = call.options["$filter"] { filter = try FilterParser.filter(text, over: .message) }
        var ordering: Ordering?
        if let text = call.options["$orderby"] { ordering = try Ordering(text, over: .message) }
        if let filter, !call.showsContent,
            filter.properties.contains(where: { FilterSchema.contentPaths.contains($0.path) })
        {
            throw .accessDenied
        }
        if let filter, let ordering {
            if facts[Facts.inefficientFilterRefused], !ordering.goesWith(filter) { throw .inefficientFilter }
            let asksCategories = filter.properties.contains { $0.path == "categories" }
            if facts[Facts.categoriesWithOrderRefused], asksCategories { throw .inefficientFilter }
        }
        self.filter = filter
        self.ordering = ordering
    }

    /// The messages in their order, newest first unless another is asked for; at least the first `limit` of them.
    func matches(in folder: Folder?, _ state: MailboxState, limit: Int? = nil) -> [MessageNumber] {
        let candidates = FolderContent(call: call, state: state).newestFirst(in: folder)
        let isByTime = ordering.map { $0.keys.map(\.property.path) == ["receivedDateTime"] } ?? true
        guard isByTime, let ordering, !ordering.keys[0].isDescending else {
            let found = filtered(candidates, state, limit: isByTime ? limit : nil)
            return isByTime ? found : sorted(found, state)
        }
        return filtered(candidates.reversed(), state, limit: limit)
    }

    private func filtered(_ numbers: [MessageNumber], _ state: MailboxState, limit: Int?) -> [MessageNumber] {
        guard let filter else { return numbers }
        var found: [MessageNumber] = []
        for number in numbers {
            guard let message = state.message(number), filter.matches(MessageSubject(call, state, message)) else {
                continue
            }
            found.append(number)
            if let limit, found.count >= limit { break }
        }
        return found
    }

    private func sorted(_ numbers: [MessageNumber], _ state: MailboxState) -> [MessageNumber] {
        guard let ordering else { return numbers }
        return ordering.sorted(numbers.compactMap(state.message)) { MessageSubject(call, state, $0) }.map(\.number)
    }
}
