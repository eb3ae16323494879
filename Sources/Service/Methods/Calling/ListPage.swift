internal import Broker
internal import JSONRPC

/// One page of a list that is short enough to be read whole: apps, accounts.
///
/// The cursor is the last name that was shown, under a MAC that binds it to the list and to the caller.
struct ListPage<Element> {
    let elements: [Element]
    let nextCursor: String?

    static func of(
        _ all: [Element], named name: (Element) -> String, list: String, for caller: Caller, limit: Int?,
        cursor: String?,
        broker: any CredentialBroker
    ) async throws(RPCError) -> ListPage {
        let limit = limit ?? ListLimits.usual
        guard (1...ListLimits.largest).contains(limit) else {
            throw .invalid("limit", "must be 1 to \(ListLimits.largest)")
        }
        let start = try await opened(cursor, list, caller, broker)
        let rest = all.sorted { name($0) < name($1) }.filter { element in start.map { name(element) > $0 } ?? true }
        let shown = Array(rest.prefix(limit))
        guard rest.count > limit, let last = shown.last else { return ListPage(elements: shown, nextCursor: nil) }
        let seal = try await seal(list, caller, broker)
        return ListPage(elements: shown, nextCursor: seal.sealed(name(last)))
    }

    private static func opened(
        _ cursor: String?, _ list: String, _ caller: Caller, _ broker: any CredentialBroker
    ) async throws(RPCError) -> String? {
        guard let cursor else { return nil }
        return try await seal(list, caller, broker).opened(cursor)
    }

    /// Only where there is a cursor: a list on one page can be told while the vault is sealed.
    private static func seal(
        _ list: String, _ caller: Caller, _ broker: any CredentialBroker
    ) async throws(RPCError) -> CursorSeal {
        let key = try await askingBroker { () throws(BrokerError) in try await broker.dataKey(for: .cursor) }
        return CursorSeal(key: key, list: list, caller: caller.id)
    }
}
