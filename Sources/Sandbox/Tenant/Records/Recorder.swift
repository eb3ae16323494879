import Synchronization

/// All requests of all doors, the newest 100,000.
package final class Recorder: Sendable {
    private static let capacity = 100_000
    private struct State {
        var last = 0
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
            // In halves, so that dropping the oldest is rare.
            if state.records.count > Self.capacity { state.records.removeFirst(Self.capacity / 2) }
        }
    }

    /// Those after `sequence`, oldest first.
    package func records(after sequence: Int = 0) -> [RequestRecord] {
        state.withLock { state in Array(state.records.drop { $0.sequence <= sequence }) }
    }

    package func clear() { state.withLock { $0.records = [] } }
}
