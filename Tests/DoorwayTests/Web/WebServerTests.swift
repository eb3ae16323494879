import Doorway
import LineTesting
import Synchronization
import Tenant
import Testing

@Suite("The HTTP server")
struct WebServerTests {
    /// Says what it was asked, in as many ways as the path wants.
    private struct Mirror: WebHandler {
        func answer(_ request: WebRequest) async -> WebResponse {
            var response = WebResponse.text(
                200, "\(request.method) \(request.origin) \(request.path) \(request.query) \(request.body.count)")
            switch request.path {
            case "/dropped": response.delivery = .dropped
            case "/truncated": response = WebResponse(status: 200, body: .bytes(Array(repeating: 0x61, count: 100)))
            case "/slow": response.delivery = .slow(bytesPerSecond: 100_000)
            case "/made": response.body = .made(count: 1_000_000) { Array(repeating: 0x62, count: $0.count) }
            case "/wild":
                response.headers.add("X-Split", "a\r\nX-Injected: b")
                response.status = 9_999
            default: break
            }
            if request.path == "/truncated" { response.delivery = .truncated }
            return response
        }
    }

    private func serving(_ body: (Int) async throws -> Void) async throws {
        let server = try await WebServer(on: [.init(port: 0, tls: nil)], handler: Mirror(), clock: SandboxClock())
        do { try await body(server.ports[0]) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    /// All that comes back for these lines, until the server or, asked to, the connection ends.
    private func ask(_ port: Int, _ lines: String...) async throws -> String {
        let peer = try await SocketPeer.connect(port: port)
        try await peer.say((lines + [""]).joined(separator: "\r\n"))
        return String(decoding: await peer.rest(), as: UTF8.self)
    }

    @Test("answers one request after the other on one connection")
    func keepAlive() async throws {
        try await serving { port in
            let peer = try await SocketPeer.connect(port: port)
            try await peer.say("POST /a?b=%20 HTTP/1.1\r\nHost: LocalHost:\(port)\r\nContent-Length: 3\r\n\r\nabc")
            try await peer.say("GET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
            let text = String(decoding: await peer.rest(), as: UTF8.self)
            #expect(text.contains("POST http://localhost:\(port) /a b=%20 3"))
            #expect(text.contains("GET http://x /c  0"))
            #expect(text.contains("\r\nDate: "))
        }
    }

    @Test("says how long a body would be, and does not send it, when only the head is asked for")
    func head() async throws {
        try await serving { port in
            let text = try await ask(port, "HEAD /made HTTP/1.1", "Host: x", "Connection: close")
            #expect(text.hasPrefix("HTTP/1.1 200 "))
            #expect(text.contains("Content-Length: 1000000"))
            #expect(text.hasSuffix("\r\n\r\n"))
        }
    }

    @Test("lets a client send its body that waits to be asked for it")
    func expectation() async throws {
        try await serving { port in
            let peer = try await SocketPeer.connect(port: port)
            try await peer.say(
                "PUT /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n")
            #expect(await peer.line() == "HTTP/1.1 100 Continue")
            try await peer.send(Array("ab".utf8))
            #expect(String(decoding: await peer.rest(), as: UTF8.self).contains("PUT http://x /p  2"))
        }
    }

    @Test("makes a long body while it is being sent")
    func made() async throws {
        try await serving { port in
            let text = try await ask(port, "GET /made HTTP/1.1", "Host: x", "Connection: close")
            #expect(text.utf8.filter { $0 == UInt8(ascii: "b") }.count == 1_000_000)
        }
    }

    @Test("really drops, cuts and slows answers")
    func deliveries() async throws {
        try await serving { port in
            #expect(try await ask(port, "GET /dropped HTTP/1.1", "Host: x") == "")
            let cut = try await ask(port, "GET /truncated HTTP/1.1", "Host: x")
            #expect(cut.contains("Content-Length: 100"))
            #expect(cut.hasSuffix("\r\n\r\n" + String(repeating: "a", count: 50)))
            let slow = try await ask(port, "GET /slow HTTP/1.1", "Host: x", "Connection: close")
            #expect(slow.hasSuffix("GET http://x /slow  0"))
        }
    }

    @Test("lets an answer at hand go out when it stops, and does not wait once it has", .timeLimit(.minutes(10)))
    func stopping() async throws {
        let server = try await WebServer(on: [.init(port: 0, tls: nil)], handler: Mirror(), clock: SandboxClock())
        let peer = try await SocketPeer.connect(port: server.ports[0])
        try await peer.say("GET /made HTTP/1.1\r\nHost: x\r\n")
        #expect(await peer.line() == "HTTP/1.1 200 OK")
        async let stopped: Void = server.stop()
        #expect(await peer.rest().count > 1_000_000)
        await stopped
    }

    /// Tells when nobody keeps it any longer.
    private final class Place: Sendable {
        private let left: AsyncStream<Void>.Continuation
        init(_ left: AsyncStream<Void>.Continuation) { self.left = left }
        deinit { left.finish() }
    }

    /// Gives each answer a place, and looks at its last piece whether that is still kept.
    private final class Keeper: WebHandler {
        let (left, leaving) = AsyncStream<Void>.makeStream()
        private let kept = Mutex<[Bool]>([])
        var wasKept: [Bool] { kept.withLock { $0 } }

        func answer(_ request: WebRequest) async -> WebResponse {
            let place = Place(leaving)
            let isKept = { @Sendable [weak place] in place != nil }
            var response = WebResponse(status: 200)
            response.body = .made(count: 1_000_000) { [self] range in
                if range.upperBound == 1_000_000 { kept.withLock { $0.append(isKept()) } }
                return Array(repeating: 0x62, count: range.count)
            }
            response.underway = place
            return response
        }
    }

    @Test("keeps what counts a request as under way to the end of its answer, and no longer", .timeLimit(.minutes(10)))
    func underway() async throws {
        let keeper = Keeper()
        let server = try await WebServer(on: [.init(port: 0, tls: nil)], handler: keeper, clock: SandboxClock())
        let peer = try await SocketPeer.connect(port: server.ports[0])
        try await peer.say("GET / HTTP/1.1\r\nHost: x\r\n")
        for await _ in keeper.left {}
        #expect(keeper.wasKept == [true])
        await peer.close()
        await server.stop()
    }

    @Test("lets no header of a door end the head")
    func injection() async throws {
        try await serving { port in
            let text = try await ask(port, "GET /wild HTTP/1.1", "Host: x", "Connection: close")
            #expect(text.hasPrefix("HTTP/1.1 500 "))
            #expect(!text.contains("\r\nX-Injected"))
        }
    }

    @Test(
        "refuses what is no request, and ends the connection",
        arguments: [
            "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a/b\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n",
            "BROKEN\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n",
        ])
    func malformed(request: String) async throws {
        try await serving { port in
            let text = try await ask(port, request)
            #expect(text.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test("refuses a body that is longer than any request may be, before it comes")
    func tooLong() async throws {
        try await serving { port in
            let text = try await ask(port, "POST / HTTP/1.1", "Host: x", "Content-Length: 99999999999")
            #expect(text.hasPrefix("HTTP/1.1 413 "))
        }
    }

    /// HTTP/2 itself is asked for by other people's clients, in Tests/Sandbox.
    @Test("speaks TLS where it is told to, and says so in the origin", arguments: [[], ["h2", "http/1.1"]])
    func tls(offered: [String]) async throws {
        let material = try TLSMaterial(directory: nil)
        let tls = try material.serverContext(protocols: offered)
        let server = try await WebServer(
            on: [.init(port: 0, tls: tls), .init(port: 0, tls: nil)], handler: Mirror(),
            clock: SandboxClock())
        let context = try SocketPeer.context(trusting: material.authorityPEM)
        let peer = try await SocketPeer.connect(port: server.ports[0], tls: context)
        try await peer.say("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
        #expect(String(decoding: await peer.rest(), as: UTF8.self).hasSuffix("GET https://x /  0"))
        #expect(try await ask(server.ports[1], "GET / HTTP/1.1", "Host: x", "Connection: close").contains("http://x"))
        await server.stop()
    }

    @Test("keeps no place for who does not begin TLS, and every place of who did", .timeLimit(.minutes(10)))
    func handshakeTime() async throws {
        let material = try TLSMaterial(directory: nil)
        let tls = try material.serverContext(protocols: ["h2", "http/1.1"])
        let server = try await WebServer(
            on: [.init(port: 0, tls: tls)], handler: Mirror(), clock: SandboxClock(), handshakeTime: .seconds(5))
        let context = try SocketPeer.context(trusting: material.authorityPEM)
        let begun = try await SocketPeer.connect(port: server.ports[0], tls: context)
        try await begun.say("GET /a HTTP/1.1\r\nHost: x\r\n")
        #expect(await begun.line() == "HTTP/1.1 200 OK")
        let silent = try await SocketPeer.connect(port: server.ports[0])
        #expect(await silent.rest() == [])
        try await begun.say("GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
        #expect(String(decoding: await begun.rest(), as: UTF8.self).hasSuffix("GET https://x /b  0"))
        await server.stop()
    }

    @Test("says which port it cannot have")
    func portTaken() async throws {
        try await serving { port in
            await #expect(throws: PortError.self) {
                _ = try await WebServer(on: [.init(port: port, tls: nil)], handler: Mirror(), clock: SandboxClock())
            }
        }
    }
}
