import Doorway
import LineTesting
import Testing

@Suite("A connection of lines")
struct LineConnectionTests {
    private let peer = MemoryPeer()
    private var connection: LineConnection { peer.connection }

    private func line(_ limit: Int = 100) async throws(ConnectionEnd) -> String {
        String(decoding: try await connection.line(limit: limit), as: UTF8.self)
    }

    @Test("gives the same lines however its bytes come", arguments: [1, 2, 3, 7, 1_000])
    func pieces(_ size: Int) async throws {
        let lines = ["EHLO x", "", "a\rb\nc", "\r", "x\r\r", "last"]
        let bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            peer.send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        for expected in lines { #expect(try await line() == expected) }
    }

    @Test("waits for a client no longer than it is told to")
    func silence() async throws {
        peer.say("ready")
        #expect(try await connection.line(limit: 10, within: .zero) == Array("ready".utf8))
        await #expect(throws: ConnectionEnd.silent) { try await connection.line(limit: 10, within: .zero) }
        await #expect(throws: ConnectionEnd.silent) { try await connection.bytes(1, within: .zero) }
        peer.say("still there")
        #expect(try await connection.line(limit: 100, within: .seconds(3_600)) == Array("still there".utf8))
    }

    @Test("hears a client that takes its time, and a stop while it waits", .timeLimit(.minutes(10)))
    func patience() async throws {
        async let line = connection.line(limit: 10, within: .seconds(3_600))
        peer.say("late")
        #expect(try await line == Array("late".utf8))
        let next = Task { [connection] in try await connection.line(limit: 10, within: .seconds(3_600)) }
        connection.stop()
        await #expect(throws: ConnectionEnd.stopping) { try await next.value }
    }

    @Test("ends a line with CRLF and with nothing else")
    func endings() async throws {
        peer.send(Array("a\nb\rc\n\rd\r\n".utf8))
        #expect(try await line() == "a\nb\rc\n\rd")
    }

    @Test("takes a line of just the limit, and skips one byte more to its end", arguments: [1, 5, 1_000])
    func limits(_ size: Int) async throws {
        let bytes = Array(
            (String(repeating: "a", count: 10) + "\r\n" + String(repeating: "b", count: 11) + "\r\nc\r\n").utf8)
        async let first = line(10)
        for start in stride(from: 0, to: bytes.count, by: size) {
            peer.send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(try await first == "aaaaaaaaaa")
        await #expect(throws: ConnectionEnd.tooLong) { try await line(10) }
        #expect(try await line(10) == "c")
    }

    @Test("keeps little of a line that never ends")
    func endless() async throws {
        peer.send([UInt8](repeating: 0x61, count: 50_000))
        await #expect(throws: ConnectionEnd.tooLong) { try await line(10) }
        async let next = line(10)
        for _ in 0..<100 { peer.send([UInt8](repeating: 0x61, count: 50_000)) }
        peer.say("")
        peer.say("next")
        #expect(try await next == "next")
    }

    @Test("counts bytes between lines")
    func counted() async throws {
        peer.send(Array("BDAT 6\r\na\r\n\r\nbNOOP\r\n".utf8))
        #expect(try await line() == "BDAT 6")
        #expect(try await connection.bytes(6) == Array("a\r\n\r\nb".utf8))
        #expect(try await connection.bytes(0) == [])
        #expect(try await line() == "NOOP")
    }

    @Test("gives what came before its end, and then the end")
    func ended() async throws {
        peer.say("one")
        peer.send(Array("half".utf8))
        peer.hangUp()
        #expect(try await line() == "one")
        await #expect(throws: ConnectionEnd.closed) { try await line() }
    }

    @Test("tells a reader that waits, and one that comes later, that the server stops; what they say still goes out")
    func stopping() async throws {
        let waiting = Task { try await connection.line(limit: 10) }
        connection.stop()
        await #expect(throws: ConnectionEnd.stopping) { try await waiting.value }
        await #expect(throws: ConnectionEnd.stopping) { try await line() }
        try await connection.send(Array("* BYE\r\n".utf8))
        #expect(await peer.line() == "* BYE")
    }

    @Test("gives up waiting when its task is cancelled, and loses nothing by it")
    func cancelled() async throws {
        let waiting = Task { try await connection.line(limit: 10) }
        waiting.cancel()
        await #expect(throws: ConnectionEnd.stopping) { try await waiting.value }
        peer.say("DONE")
        #expect(try await line() == "DONE")
    }

    @Test("starts TLS only over nothing, and says nothing else before")
    func injection() async throws {
        peer.send(Array("STARTTLS\r\nRSET\r\n".utf8))
        #expect(try await line() == "STARTTLS")
        await #expect(throws: ConnectionEnd.plaintextBehindStartTLS) {
            try await connection.startTLS(saying: Array("220 go\r\n".utf8))
        }
        #expect(!connection.isSecure)
        await connection.close()
        #expect(await peer.rest() == [])
    }

    @Test("that was dropped takes nothing more")
    func dropped() async throws {
        connection.drop()
        await #expect(throws: ConnectionEnd.closed) { try await connection.send([1]) }
        await #expect(throws: ConnectionEnd.closed) { try await line() }
        #expect(peer.wasDropped)
    }
}
