import Linux
import Synchronization

@testable import Sockets

/// Echoes, tells of every line, and never closes by itself.
struct RecordingConsumer: LineConsumer {
    let echo: EchoConsumer
    let record: @Sendable (String) -> Void

    init(_ connection: any LineConnection, record: @escaping @Sendable (String) -> Void) {
        echo = EchoConsumer(connection)
        self.record = record
    }

    func received(_ line: [UInt8]) {
        record(String(decoding: line, as: UTF8.self))
        echo.received(line)
    }
    func receivedOversizedLine() { record("oversized") }
    func inputEnded() {}
    func disconnected() {}
}

/// Pauses after each line.
final class PausingConsumer: LineConsumer {
    let connection: any LineConnection
    private let lines = Mutex(0)

    init(_ connection: any LineConnection) { self.connection = connection }

    var count: Int { lines.withLock { $0 } }

    func received(_ line: [UInt8]) {
        lines.withLock { $0 += 1 }
        connection.pauseReading()
        connection.send(line)
    }
    func receivedOversizedLine() {}
    func inputEnded() { connection.closeAfterWriting() }
    func disconnected() {}
}

/// Answers only once its input has ended.
final class LateConsumer: LineConsumer {
    private let connection: any LineConnection
    private let waiting = Mutex<[[UInt8]]>([])

    init(_ connection: any LineConnection) { self.connection = connection }

    func received(_ line: [UInt8]) {
        waiting.withLock { $0.append(line) }
        connection.send(Array("taken".utf8))
    }
    func receivedOversizedLine() {}
    func inputEnded() {
        for line in waiting.withLock({ $0 }) { connection.send(line) }
        connection.closeAfterWriting()
    }
    func disconnected() {}
}
