import Foundation
import Linux
import Synchronization
import TestFiles
import Testing

@testable import Sockets

@Suite("The socket server", .timeLimit(.minutes(10)))
struct UnixSocketServerTests {
    @Test(
        "answers every line, however it arrives, and the last one without its end",
        arguments: [
            ("one\n", ["one"]), ("one\r\ntwo\n", ["one", "two"]), ("one\ntwo", ["one", "two"]),
            ("0123456789ABCDEF0\nshort\n", ["oversized", "short"]), ("", []),
        ])
    func answers(_ input: String, _ answers: [String]) async throws {
        var limits = SocketLimits()
        limits.lineBytes = 16
        let test = try await TestServer(limits: limits)
        for size in [1, 3, 1_000] {
            let client = try test.connect()
            let bytes = Array(input.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                try client.sendRaw(Array(bytes[start..<min(start + size, bytes.count)]), until: .soon)
            }
            client.finishSending()
            #expect(try client.hearAll() == answers)
        }
        await test.server.shutDown()
    }

    @Test("hands a TLS hello over at once, since no end of its line will come", arguments: [1, 3])
    func hello(_ size: Int) async throws {
        let test = try await TestServer()
        let client = try test.connect()
        try client.sendRaw(Array("one\n".utf8) + [0x16], until: .soon)
        #expect(try client.hear() == "one")
        try client.sendRaw([UInt8](repeating: 0x03, count: size), until: .soon)
        #expect(try client.receive(until: .soon) == [0x16] + [UInt8](repeating: 0x03, count: size))
        await test.server.shutDown()
    }

    @Test("answers many lines of one write in order")
    func pipelined() async throws {
        let test = try await TestServer()
        let client = try test.connect()
        let lines = (0..<5_000).map { "line \($0)" }
        try client.sendRaw(Array(lines.joined(separator: "\n").utf8), until: .soon)
        client.finishSending()
        #expect(try client.hearAll() == lines)
        await test.server.shutDown()
    }

    @Test("stops reading a client that does not read, serves the others, and loses no answer")
    func neverReading() async throws {
        let test = try await TestServer()
        let silent = try test.connect()
        try silent.say("big 20000000")
        try silent.say("after")
        let other = try test.connect()
        for number in 0..<100 {
            try other.say("\(number)")
            #expect(try other.hear() == "\(number)")
        }
        #expect(try silent.hear()?.utf8.count == 20_000_000)
        #expect(try silent.hear() == "after")
        await test.server.shutDown()
    }

    @Test("hands over nothing more while answers pile up")
    func highWater() async throws {
        let received = Mutex<[String]>([])
        let test = try await TestServer { _, connection, _ in
            RecordingConsumer(connection) { line in received.withLock { $0.append(line) } }
        }
        let silent = try test.connect()
        try silent.sendRaw(Array("big 20000000\nsecond\nthird\n".utf8), until: .soon)
        let other = try test.connect()
        for _ in 0..<10 {
            try other.say("ping")
            #expect(try other.hear() == "ping")
        }
        #expect(received.withLock { $0.filter { $0 != "ping" } } == ["big 20000000"])
        _ = try silent.hear()
        #expect(try silent.hear() == "second")
        #expect(try silent.hear() == "third")
        await test.server.shutDown()
    }

    @Test("closes a connection whose answers nobody takes")
    func stalledWriting() async throws {
        var limits = SocketLimits()
        limits.writeTimeout = .milliseconds(20)
        let test = try await TestServer(limits: limits)
        let silent = try test.connect()
        try silent.say("big 20000000")
        #expect(await test.told { if case .timedOut = $0 { true } else { false } })
        #expect(await test.told { if case .disconnected = $0 { true } else { false } })
        await test.server.shutDown()
    }

    @Test("closes a connection that leaves a line unfinished, and none that is merely idle")
    func unfinishedLine() async throws {
        var limits = SocketLimits()
        limits.lineTimeout = .milliseconds(20)
        let test = try await TestServer(limits: limits)
        let idle = try test.connect()
        try idle.say("hello")
        #expect(try idle.hear() == "hello")
        let unfinished = try test.connect()
        try unfinished.sendRaw(Array("never en".utf8), until: .soon)
        #expect(try unfinished.hear() == nil)
        try idle.say("still here")
        #expect(try idle.hear() == "still here")
        await test.server.shutDown()
    }

    @Test("goes on when a client leaves in the middle of its answer")
    func leavingMidAnswer() async throws {
        let test = try await TestServer()
        for _ in 0..<20 { try test.connect().say("big 20000000") }
        for _ in 0..<20 { #expect(await test.told { if case .disconnected = $0 { true } else { false } }) }
        let client = try test.connect()
        try client.say("ping")
        #expect(try client.hear() == "ping")
        await test.server.shutDown()
    }

    @Test("has only so many connections, in all and for one user", arguments: [true, false])
    func caps(_ ofUser: Bool) async throws {
        var limits = SocketLimits()
        if ofUser { limits.connectionsPerUser = 2 } else { limits.connections = 2 }
        let test = try await TestServer(limits: limits)
        let clients = try (0..<2).map { _ in try test.connect() }
        for client in clients {
            try client.say("ping")
            #expect(try client.hear() == "ping")
        }
        #expect(try test.connect().hearAll() == ["crowded"])
        clients[0].finishSending()
        #expect(try clients[0].hear() == nil)
        #expect(await test.told { if case .disconnected = $0 { true } else { false } })
        let next = try test.connect()
        try next.say("ping")
        #expect(try next.hear() == "ping")
        await test.server.shutDown()
    }

    @Test("keeps only so many bytes of unfinished lines")
    func unfinishedBytes() async throws {
        var limits = SocketLimits()
        limits.unfinishedBytes = 1 << 20
        let test = try await TestServer(limits: limits)
        let greedy = try test.connect()
        // The server closes while this is written: the write may fail, the answer counts.
        try? greedy.sendRaw([UInt8](repeating: 0x20, count: 3 << 20), until: .soon)
        #expect(try greedy.hear() == "overloaded")
        #expect(await test.told { if case .outOfMemory = $0 { true } else { false } })
        #expect(await test.told { if case .disconnected = $0 { true } else { false } })
        let other = try test.connect()
        try other.sendRaw([UInt8](repeating: 0x41, count: 900_000) + [0x0A], until: .soon)
        #expect(try other.hear()?.utf8.count == 900_000)
        await test.server.shutDown()
    }

    @Test("tells a peer why it is refused, although that peer has said something already")
    func refused() async throws {
        let test = try await TestServer { _, connection, _ in
            connection.send(Array("go away".utf8))
            return nil
        }
        let client = try test.connect()
        try client.say("hello")
        #expect(try client.hear() == "go away")
        await test.server.shutDown()
    }

    @Test("knows who connects, with more groups than a first guess holds")
    func peer() async throws {
        // Only root may have groups at will; others are tested with what they have.
        let many = (5_000..<5_100).map { gid_t($0) }
        if geteuid() == 0 { #expect(unsafe setgroups(many.count, many) == 0) }
        let seen = Mutex<Peer?>(nil)
        let test = try await TestServer { peer, connection, listener in
            seen.withLock { $0 = peer }
            connection.send(Array(listener.utf8))
            return EchoConsumer(connection)
        }
        let client = try test.connect()
        #expect(try client.hear() == "api")
        let peer = try #require(seen.withLock { $0 })
        #expect(peer.uid == geteuid())
        #expect(peer.gid == getegid())
        #expect(peer.pid == getpid())
        var groups = [gid_t](repeating: 0, count: 1_024)
        let count = unsafe getgroups(1_024, &groups)
        #expect(Set(peer.groups) == Set(groups.prefix(Int(count))))
        await test.server.shutDown()
    }

    @Test("hands over nothing while the consumer has paused, not even of the same write")
    func pausing() async throws {
        let consumers = Mutex<[PausingConsumer]>([])
        let test = try await TestServer { _, connection, _ in
            let consumer = PausingConsumer(connection)
            consumers.withLock { $0.append(consumer) }
            return consumer
        }
        let client = try test.connect()
        try client.sendRaw(Array("1\n2\n3".utf8), until: .soon)
        client.finishSending()
        for number in 1...3 {
            #expect(try client.hear() == "\(number)")
            let consumer = try #require(consumers.withLock { $0.first })
            #expect(consumer.count == number)
            consumer.connection.resumeReading()
        }
        #expect(try client.hear() == nil)
        await test.server.shutDown()
    }

    @Test("drains: what was asked is answered, then connections and socket are gone")
    func drains() async throws {
        let test = try await TestServer { _, connection, _ in LateConsumer(connection) }
        let client = try test.connect()
        try client.say("question")
        #expect(try client.hear() == "taken")
        await test.server.drain(until: .soon)
        #expect(try client.hearAll() == ["question"])
        #expect(!FileManager.default.fileExists(atPath: test.path))
        #expect(throws: LinuxError.self) { try test.connect() }
        await test.server.shutDown()
    }

    @Test("does not wait for connections that do not end when the time is up")
    func drainDeadline() async throws {
        let test = try await TestServer { _, connection, _ in RecordingConsumer(connection) { _ in } }
        let client = try test.connect()
        try client.say("hello")
        #expect(try client.hear() == "hello")
        await test.server.drain(until: .now)
        #expect(throws: Never.self) { try client.hearAll() }
        await test.server.shutDown()
    }

    @Test("leaves the file of an inherited socket where it is")
    func inherited() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/s"
        let manager = try BoundSocket(path)
        let server = UnixSocketServer(crowdedLine: [], overloadedLine: []) { _, connection, name in
            connection.send(Array(name.utf8))
            return EchoConsumer(connection)
        }
        let passed = InheritedSocket(descriptor: try manager.duplicate(), name: "admin", family: .unix)
        try await server.listen(on: .inherited(passed, name: "admin"))
        #expect(try UnixSocketClient(path: path, until: .soon).hear() == "admin")
        await server.shutDown()
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(throws: Never.self) { try UnixSocketClient(path: path, until: .soon) }
        manager.remove()
    }
}
