internal import Synchronization

/// The open connections of one server.
final class LineConnections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: LineConnection] = [:]
        var isStopping = false
    }
    private let state = Mutex(State())
    private let limit: Int
    private let continuation: AsyncStream<LineConnection>.Continuation
    /// Each new one; ends when the server stops.
    let opened: AsyncStream<LineConnection>

    init(limit: Int) {
        self.limit = limit
        (opened, continuation) = AsyncStream.makeStream()
    }

    /// Drops it when there are too many, or when it comes too late.
    func add(_ connection: LineConnection) {
        let isWelcome = state.withLock { state in
            guard !state.isStopping, state.open.count < limit else { return false }
            state.open[ObjectIdentifier(connection)] = connection
            return true
        }
        if isWelcome { continuation.yield(connection) } else { connection.drop() }
    }

    func remove(_ connection: LineConnection) {
        _ = state.withLock { $0.open.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    func stop() {
        let open = state.withLock { state in
            state.isStopping = true
            return Array(state.open.values)
        }
        continuation.finish()
        for connection in open { connection.stop() }
    }

    func dropAll() {
        for connection in state.withLock({ Array($0.open.values) }) { connection.drop() }
    }
}
