import Synchronization

/// All requests of all doors: the newest 100,000, and of these what fits into 256 MiB.
package final class Recorder: Sendable {
    private static let capacity = 100_000
    private static let byteCapacity = 256 << 20
    private struct State {
        var last = 0
        var bytes = 0
        var records: [RequestRecord] = []
    }
    private let state = Mutex(State())

    package init() {}

    package func add(_ record: RequestRecord) {
        state.withLock { state in
            state.last += 1
            var record = record
            record.sequence = state.last
            state.records.append(record)
            state.bytes += record.byteCount
            // In halves, so that dropping the oldest is rare.
            while state.records.count > Self.capacity || state.bytes > Self.byteCapacity, state.records.count > 1 {
                let dropped = state.records.prefix(state.records.count / 2)
                state.bytes -= dropped.reduce(0) { $0 + $1.byteCount }
                state.records.removeFirst(dropped.count)
            }
        }
    }

    /// Those after `sequence`, oldest first.
    package func records(after sequence: Int = 0) -> [RequestRecord] {
        state.withLock { state in Array(state.records.drop { $0.sequence <= sequence }) }
    }

    package func clear() { state.withLock { ($0.records, $0.bytes) = ([], 0) } }
}

extension RequestRecord {
    /// About how much memory it takes.
    fileprivate var byteCount: Int {
        headers.reduce(body.utf8.count + target.utf8.count) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    }
}
