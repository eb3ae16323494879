import Doorway
import LineTesting
import Testing

@Suite("A server of lines")
struct LineServerTests {
    private static let material = Result { try TLSMaterial(directory: nil) }

    /// Runs `body` against a server that serves with `serve`, and stops it.
    private func serving(
        _ security: LineSecurity, limit: Int = 10, _ serve: @escaping @Sendable (LineConnection) async -> Void,
        _ body: (LineServer) async throws -> Void
    ) async throws {
        let server = try await LineServer.bind(
            address: "127.0.0.1", port: 0, security: security, maximumConnections: limit)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await server.run(serve) }
            defer { server.stop() }
            try await body(server)
        }
    }

    /// Says each line again.
    @Sendable private static func echo(_ connection: LineConnection) async {
        do {
            while true {
                let line = try await connection.line(limit: 100)
                if line == Array("STARTTLS".utf8) {
                    try await connection.startTLS(saying: Array("go\r\n".utf8))
                } else {
                    try await connection.send((connection.isSecure ? [0x2b] : []) + line + [0x0d, 0x0a])
                }
            }
        } catch {
            try? await connection.send(Array("\(error)\r\n".utf8))
        }
    }

    @Test("answers several at once")
    func several() async throws {
        try await serving(.none, Self.echo) { server in
            let peers = [
                try await SocketPeer.connect(port: server.port), try await SocketPeer.connect(port: server.port),
            ]
            for peer in peers.reversed() { try await peer.say("hello\r\nagain") }
            for peer in peers {
                #expect(await peer.line() == "hello")
                #expect(await peer.line() == "again")
                await peer.close()
            }
        }
    }

    @Test("greets a client of TLS before that one has said anything of its own")
    func greets() async throws {
        let material = try Self.material.get()
        let client = try SocketPeer.context(trusting: material.authorityPEM)
        let greet: @Sendable (LineConnection) async -> Void = { connection in
            try? await connection.send(Array("hello\r\n".utf8))
        }
        try await serving(.implicit(material.serverContext()), greet) { server in
            let peer = try await SocketPeer.connect(port: server.port, tls: client)
            #expect(await peer.line() == "hello")
            await peer.close()
        }
    }

    @Test("speaks TLS from the first byte, with a certificate that clients of its authority believe")
    func implicit() async throws {
        let material = try Self.material.get()
        let client = try SocketPeer.context(trusting: material.authorityPEM)
        try await serving(.implicit(material.serverContext()), Self.echo) { server in
            let peer = try await SocketPeer.connect(port: server.port, tls: client)
            try await peer.say("hello")
            #expect(await peer.line() == "+hello")
            await peer.close()
        }
    }

    @Test("starts TLS in the midst of a dialogue")
    func onRequest() async throws {
        let material = try Self.material.get()
        let client = try SocketPeer.context(trusting: material.authorityPEM)
        try await serving(.onRequest(material.serverContext()), Self.echo) { server in
            let peer = try await SocketPeer.connect(port: server.port)
            try await peer.say("hello\r\nSTARTTLS")
            #expect(await peer.line() == "hello")
            #expect(await peer.line() == "go")
            try await peer.startTLS(client)
            try await peer.say("hello")
            #expect(await peer.line() == "+hello")
            await peer.close()
        }
    }

    @Test("starts no TLS over what somebody put behind the request")
    func injected() async throws {
        let material = try Self.material.get()
        try await serving(.onRequest(material.serverContext()), Self.echo) { server in
            let peer = try await SocketPeer.connect(port: server.port)
            try await peer.say("STARTTLS\r\nRSET")
            #expect(await peer.line() == "\(ConnectionEnd.plaintextBehindStartTLS)")
            #expect(await peer.rest() == [])
        }
    }

    @Test("ends a connection whose handshake fails, and serves the next")
    func failedHandshake() async throws {
        let material = try Self.material.get()
        let client = try SocketPeer.context(trusting: material.authorityPEM)
        try await serving(.implicit(material.serverContext()), Self.echo) { server in
            let plain = try await SocketPeer.connect(port: server.port)
            try await plain.say("EHLO in the clear")
            _ = await plain.rest()
            let peer = try await SocketPeer.connect(port: server.port, tls: client)
            try await peer.say("hello")
            #expect(await peer.line() == "+hello")
            await peer.close()
        }
    }

    @Test("drops over TLS without a farewell that somebody has to wait for")
    func dropped() async throws {
        let material = try Self.material.get()
        let client = try SocketPeer.context(trusting: material.authorityPEM)
        let context = try material.serverContext()
        try await serving(.implicit(context)) { connection in
            _ = try? await connection.line(limit: 10)
            connection.drop()
        } _: { server in
            let peer = try await SocketPeer.connect(port: server.port, tls: client)
            try await peer.say("x")
            #expect(await peer.rest() == [])
        }
    }

    @Test("takes no more connections than it may")
    func limit() async throws {
        try await serving(.none, limit: 1, Self.echo) { server in
            let first = try await SocketPeer.connect(port: server.port)
            try await first.say("hello")
            #expect(await first.line() == "hello")
            let second = try await SocketPeer.connect(port: server.port)
            #expect(await second.rest() == [])
            await first.close()
        }
    }

    @Test("tells its connections when it stops, and returns when they have ended")
    func stops() async throws {
        try await serving(.none, Self.echo) { server in
            let peer = try await SocketPeer.connect(port: server.port)
            try await peer.say("hello")
            #expect(await peer.line() == "hello")
            server.stop()
            #expect(await peer.line() == "stopping")
            #expect(await peer.rest() == [])
            await #expect(throws: (any Error).self) { try await SocketPeer.connect(port: server.port) }
        }
    }

    @Test("gives all of it to a client that reads late")
    func readingLate() async throws {
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        try await serving(.none) { connection in
            try? await connection.send([0x68, 0x69, 0x0d, 0x0a])
            _ = try? await connection.line(limit: 10)
            for _ in 0..<16 { try? await connection.send(piece) }
        } _: { server in
            let peer = try await SocketPeer.connect(port: server.port)
            #expect(await peer.line() == "hi")
            try await peer.setReading(false)
            try await peer.say("go")
            try await peer.setReading(true)
            #expect(await peer.rest().count == 16 << 20)
        }
    }

    @Test("says why it cannot listen")
    func occupied() async throws {
        try await serving(.none, Self.echo) { server in
            await #expect(throws: PortError.self) {
                try await LineServer.bind(address: "127.0.0.1", port: server.port, security: .none)
            }
        }
    }
}
