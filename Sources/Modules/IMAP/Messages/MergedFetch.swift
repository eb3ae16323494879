/// FETCH lines put together by UID: a server may tell of one message in several lines, in any order, and of others
/// in between.
struct MergedFetch {
    private(set) var byUID: [UInt32: FetchedMessage] = [:]

    init(_ messages: [FetchedMessage]) {
        byUID.reserveCapacity(messages.count)
        for message in messages { add(message) }
    }

    private mutating func add(_ message: FetchedMessage) {
        guard let uid = message.uid else { return }
        guard var known = byUID[uid] else {
            byUID[uid] = message
            return
        }
        known.flags = message.flags ?? known.flags
        known.receivedAt = known.receivedAt ?? message.receivedAt
        known.size = known.size ?? message.size
        known.envelope = known.envelope ?? message.envelope
        known.structure = known.structure ?? message.structure
        known.threadID = known.threadID ?? message.threadID
        known.sections += message.sections
        byUID[uid] = known
    }

    /// The highest UID first.
    var descending: [FetchedMessage] { byUID.values.sorted { ($0.uid ?? 0) > ($1.uid ?? 0) } }
}
