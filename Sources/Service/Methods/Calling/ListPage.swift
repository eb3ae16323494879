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
        key: DataKey
    ) throws(RPCError) -> ListPage {
        let limit = limit ?? ListLimits.usual
        guard (1...ListLimits.largest).contains(limit) else {
            throw .invalidParams("must be 1 to \(ListLimits.largest)", field: "limit")
        }
        let seal = CursorSeal(key: key, list: list, caller: caller.id)
        let start = try cursor.map { (text) throws(RPCError) in try seal.opened(text) }
        let rest = all.sorted { name($0) < name($1) }.filter { element in start.map { name(element) > $0 } ?? true }
        let shown = Array(rest.prefix(limit))
        return ListPage(
            elements: shown, nextCursor: rest.count > limit ? shown.last.map { seal.sealed(name($0)) } : nil)
    }
}
