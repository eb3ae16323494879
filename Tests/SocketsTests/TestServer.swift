import Linux
import Synchronization
import TestFiles
import Testing

@testable import Sockets

/// A server on a temporary socket. What it serves is said per test; by default it is `EchoConsumer`.
final class TestServer: Sendable {
    let directory: TemporaryDirectory
    let path: String
    let server: UnixSocketServer
    let events: AsyncStream<SocketEvent>

    init(
        limits: SocketLimits = SocketLimits(),
        makeConsumer: @escaping UnixSocketServer.ConsumerFactory = { _, connection, _ in EchoConsumer(connection) }
    ) async throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/s"
        let (events, continuation) = AsyncStream.makeStream(of: SocketEvent.self)
        self.events = events
        server = UnixSocketServer(
            limits: limits, crowdedLine: Array("crowded".utf8), overloadedLine: Array("overloaded".utf8),
            observe: { continuation.yield($0) }, makeConsumer: makeConsumer)
        try await server.listen(on: .bound(BoundSocket(path), name: "api"))
    }

    func connect() throws -> UnixSocketClient { try UnixSocketClient(path: path, until: .soon) }

    /// Returns once the server has told this.
    func told(_ isWanted: (SocketEvent) -> Bool) async -> Bool {
        for await event in events where isWanted(event) { return true }
        return false
    }
}

/// Sends lines back. `big N` is answered with N bytes, and the end of input with the end of the connection.
struct EchoConsumer: LineConsumer {
    let connection: any LineConnection

    init(_ connection: any LineConnection) { self.connection = connection }

    func received(_ line: [UInt8]) {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.first == "big", let count = words.last.flatMap({ Int($0) }) else { return connection.send(line) }
        connection.send([UInt8](repeating: UInt8(ascii: "x"), count: count))
    }
    func receivedOversizedLine() { connection.send(Array("oversized".utf8)) }
    func inputEnded() { connection.closeAfterWriting() }
    func disconnected() {}
}

extension ContinuousClock.Instant {
    /// Longer than anything here takes; only a failure waits for it.
    static var soon: Self { .now + .seconds(600) }
}

extension UnixSocketClient {
    func say(_ line: String) throws { try send(Array(line.utf8), until: .soon) }
    func hear() throws -> String? { try receive(until: .soon).map { String(decoding: $0, as: UTF8.self) } }
    func hearAll() throws -> [String] {
        var lines: [String] = []
        while let line = try hear() { lines.append(line) }
        return lines
    }
}
