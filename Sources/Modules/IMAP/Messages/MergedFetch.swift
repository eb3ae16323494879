/// FETCH lines put together by UID: a server may tell of one message in several lines, in any order, and of others
/// in between.
struct MergedFetch {
    private var messages: [FetchedMessage] = []
    private var places: [UInt32: Int] = [:]

    init(_ lines: [FetchedMessage]) {
        messages.reserveCapacity(lines.count)
        places.reserveCapacity(lines.count)
        for line in lines { add(line) }
    }

    private mutating func add(_ line: FetchedMessage) {
        guard let uid = line.uid else { return }
        if let place = places[uid] {
            messages[place].add(line)
        } else {
            places[uid] = messages.count
            messages.append(line)
        }
    }

    subscript(uid: UInt32) -> FetchedMessage? { places[uid].map { messages[$0] } }

    /// The highest UID first. Sorting is cheap because servers tell of messages in their order.
    var descending: [FetchedMessage] { messages.sorted { ($0.uid ?? 0) > ($1.uid ?? 0) } }
}

extension FetchedMessage {
    /// Takes from a later line what this one lacks. Flags are as they were said last.
    fileprivate mutating func add(_ later: FetchedMessage) {
        flags = later.flags ?? flags
        receivedAt = receivedAt ?? later.receivedAt
        size = size ?? later.size
        envelope = envelope ?? later.envelope
        structure = structure ?? later.structure
        threadID = threadID ?? later.threadID
        sections += later.sections
    }
}
