internal import Doorway
internal import Synchronization

/// A connection without a network.
final class MemoryTransport: LineTransport {
    struct Ending: Sendable {
        var isClosed = false
        var wasDropped = false
    }
    let inbox = Inbox()
    let ending = Mutex(Ending())

    func write(_ bytes: [UInt8]) async throws(ConnectionEnd) {
        guard !ending.withLock({ $0.isClosed }) else { throw .closed }
        inbox.append(bytes)
    }

    func readMore() {}

    func startTLS(
        saying readiness: [UInt8], onlyIf isClear: @escaping @Sendable () -> Bool
    ) async throws(ConnectionEnd) {
        guard isClear() else { throw .plaintextBehindStartTLS }
        try await write(readiness)
    }

    func close() async { end(dropping: false) }
    func drop() { end(dropping: true) }

    private func end(dropping: Bool) {
        ending.withLock { ending in
            if !ending.isClosed { ending = Ending(isClosed: true, wasDropped: dropping) }
        }
        inbox.end()
    }
}
