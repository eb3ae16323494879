/// Things to do at a time: a binary heap. Cancelled entries stay until their time comes or they are the majority.
struct TimerQueue {
    struct ID: Hashable { fileprivate let number: UInt64 }

    private struct Entry {
        let instant: ContinuousClock.Instant
        let id: ID
    }
    private var heap: [Entry] = []
    private var actions: [ID: () -> Void] = [:]
    private var last: UInt64 = 0

    /// How many are still to be done.
    var count: Int { actions.count }

    mutating func schedule(at instant: ContinuousClock.Instant, _ action: @escaping () -> Void) -> ID {
        last += 1
        let id = ID(number: last)
        actions[id] = action
        heap.append(Entry(instant: instant, id: id))
        siftUp(from: heap.count - 1)
        return id
    }

    mutating func cancel(_ id: ID?) {
        guard let id, actions.removeValue(forKey: id) != nil else { return }
        guard heap.count > 64, heap.count > actions.count * 2 else { return }
        heap = heap.filter { actions[$0.id] != nil }.sorted { $0.instant < $1.instant }
    }

    /// When the next thing is due.
    mutating func next() -> ContinuousClock.Instant? {
        while let top = heap.first, actions[top.id] == nil { removeTop() }
        return heap.first?.instant
    }

    /// Takes the next action that is due by then.
    mutating func takeDue(at now: ContinuousClock.Instant) -> (() -> Void)? {
        guard let instant = next(), instant <= now else { return nil }
        let id = heap[0].id
        removeTop()
        return actions.removeValue(forKey: id)
    }

    private mutating func removeTop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            let children = [parent * 2 + 1, parent * 2 + 2].filter { $0 < heap.count }
            guard let least = children.min(by: { heap[$0].instant < heap[$1].instant }),
                heap[least].instant < heap[parent].instant
            else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0, heap[child].instant < heap[(child - 1) / 2].instant {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }
}
