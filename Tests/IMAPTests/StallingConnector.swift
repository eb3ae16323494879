import Domain
import TestSupport
import Transport

/// Scripted connections that take no LOGOUT before a gate is opened, whatever the deadline.
struct StallingConnector: StreamConnector {
    private let connector: ScriptedConnector
    private let gate: Gate

    init(_ connector: ScriptedConnector, until gate: Gate) {
        self.connector = connector
        self.gate = gate
    }

    func connect(
        to server: ServerAddress, speaking dialogue: MailDialogue, until deadline: Deadline
    ) async throws(TransportError) -> any ByteStream {
        Stream(stream: try await connector.connect(to: server, speaking: dialogue, until: deadline), gate: gate)
    }

    private struct Stream: ByteStream {
        let stream: any ByteStream
        let gate: Gate

        func read(atMost maximum: Int, until deadline: Deadline) async throws(TransportError) -> [UInt8] {
            try await stream.read(atMost: maximum, until: deadline)
        }

        func write(_ bytes: [UInt8], until deadline: Deadline) async throws(TransportError) {
            if String(decoding: bytes, as: UTF8.self).contains("LOGOUT") { await gate.wait() }
            try await stream.write(bytes, until: deadline)
        }

        func close() async { await stream.close() }
    }
}
