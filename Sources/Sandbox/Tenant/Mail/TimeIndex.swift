import Domain

/// Messages in the order of their receipt, so that a first page needs no sorting.
struct TimeIndex: Sendable {
    struct Entry: Comparable, Sendable {
        let receivedAt: Int64
        let number: UInt64

        static func < (left: Entry, right: Entry) -> Bool {
            (left.receivedAt, left.number) < (right.receivedAt, right.number)
        }
    }

    /// Ascending.
    private var sorted: [Entry] = []
    /// What came with an earlier time than the last: taken in by `tidy`, many at once.
    private var late: [Entry] = []

    var isTidy: Bool { late.isEmpty }

    mutating func insert(_ message: MessageNumber, receivedAt: Timestamp) {
        let entry = Entry(receivedAt: receivedAt.secondsSince1970, number: message.value)
        if let last = sorted.last, entry < last { late.append(entry) } else { sorted.append(entry) }
    }

    mutating func remove(_ message: MessageNumber, receivedAt: Timestamp) {
        tidy()
        let entry = Entry(receivedAt: receivedAt.secondsSince1970, number: message.value)
        let place = sorted.partitioningIndex { $0 >= entry }
        if place < sorted.count, sorted[place] == entry { sorted.remove(at: place) }
    }

    mutating func remove(_ messages: Set<MessageNumber>) {
        tidy()
        sorted.removeAll { messages.contains(MessageNumber($0.number)) }
    }

    mutating func tidy() {
        guard late.count > 8 else {
            for entry in late { sorted.insert(entry, at: sorted.partitioningIndex { $0 > entry }) }
            late = []
            return
        }
        late.sort()
        var merged: [Entry] = []
        merged.reserveCapacity(sorted.count + late.count)
        var next = 0
        for entry in sorted {
            while next < late.count, late[next] < entry {
                merged.append(late[next])
                next += 1
            }
            merged.append(entry)
        }
        merged.append(contentsOf: late[next...])
        (sorted, late) = (merged, [])
    }

    var newestFirst: [MessageNumber] {
        guard isTidy else {
            var copy = self
            copy.tidy()
            return copy.newestFirst
        }
        return sorted.reversed().map { MessageNumber($0.number) }
    }
}
