import Domain
import Foundation
import Testing
import Transport

@testable import Curl

/// Asked of nginx, which stands before the scripted server, and of a door with manners.
@Suite("HTTP/2")
struct HTTP2Tests {
    let servers: TestServers
    let transport: CurlTransport

    init() throws {
        servers = try TestServers.get()
        transport = try servers.transport()
    }

    private func ask(
        _ path: String, _ method: HTTPRequest.Method = .get, _ body: [UInt8]? = nil, from server: String = "http2"
    ) async throws(TransportError) -> HTTPResponse {
        guard let url = try? servers.url(server, path) else { throw .malformed("no server") }
        return try await transport.send(
            HTTPRequest(method: method, url: url, body: body.map { Secret($0) }), until: .generous)
    }

    private func text(_ response: HTTPResponse) -> String {
        response.body.withExposed { String(decoding: $0, as: UTF8.self) }
    }

    @Test func isSpokenWhereItIsOffered() async throws {
        let response = try await ask("/hello")
        #expect(text(response) == "hello")
        #expect(response.header("x-version") == "HTTP/2.0")
        #expect(response.headers.count { $0.name.lowercased() == "x-two" } == 2)
    }

    @Test(arguments: [
        (HTTPRequest.Method.post, "body" as String?, "4" as String?), (.post, nil, "0"), (.put, "body", "4"),
        (.patch, "body", "4"),
        (.delete, nil, nil),
    ])
    func carriesEveryMethod(method: HTTPRequest.Method, body: String?, length: String?) async throws {
        let lines = text(try await ask("/echo", method, body.map { Array($0.utf8) })).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "\(method.rawValue) /echo HTTP/1.1")
        #expect(lines.first { $0.hasPrefix("content-length:") } == length.map { "content-length: \($0)" })
        #expect(lines.last == "\(body ?? "")")
    }

    @Test func takesOneConnectionForAllRequestsAtATime() async throws {
        let connections = try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await ask("/hello").header("x-connection") } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(connections.count == 1)
        #expect(try await ask("/hello").header("x-connection") == connections.first)
    }

    @Test func goesOnWhileOneRequestWaits() async throws {
        let connection = try await ask("/hello").header("x-connection")
        let waiting = Task { await failure { () async throws(TransportError) in try await ask("/silent") } }
        for _ in 0..<20 { #expect(try await ask("/hello").header("x-connection") == connection) }
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
        #expect(try await ask("/hello").header("x-connection") == connection)
    }

    @Test func goesToANewConnectionWhenTheServerSaysGoodbye() async throws {
        var connections: Set<String?> = []
        for _ in 0..<10 { connections.insert(try await ask("/hello", from: "http2_few").header("x-connection")) }
        #expect(connections.count > 2)
    }

    /// Large ones go over HTTP/1.1 (decision 0013).
    @Test(arguments: [(32 << 10, "HTTP/2.0"), (4 << 20, "HTTP/1.1")])
    func carriesBodiesUpwardsWhileOthersAreAnswered(size: Int, version: String) async throws {
        let body = Array(largeBody.prefix(size))
        let answers = try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { try await ask("/take", .put, body) } }
            for _ in 0..<20 { #expect(try await ask("/hello").status == 200) }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.map(text) == Array(repeating: "\(size) as expected", count: 4))
        #expect(Set(answers.map { $0.header("x-version") }) == [version])
    }

    /// Which others could take along when they end (decision 0013).
    @Test(arguments: [(true, "HTTP/2.0"), (false, "HTTP/1.1")])
    func sharesNoConnectionWithWhatMustNotBeRepeated(isRepeatable: Bool, version: String) async throws {
        let url = try servers.url("http2", "/echo")
        let response = try await transport.send(
            HTTPRequest(method: .post, url: url, isRepeatable: isRepeatable), until: .generous)
        #expect(response.header("x-version") == version)
    }

    @Test func carriesMegabytesDownwards() async throws {
        let url = try servers.url("http2", "/bytes/\(8 << 20)")
        let response = try await transport.send(
            HTTPRequest(method: .get, url: url, responseLimit: 8 << 20), until: .generous)
        #expect(response.header("x-version") == "HTTP/2.0")
        #expect(response.body.withExposed { $0.count } == 8 << 20)
    }

    /// Over one HTTP/2 connection, curl would take in what the server may send ahead, 32 MiB (decision 0013).
    @Test func takesInNoMoreOfAStreamedResponseThatRestsWhileOthersAreAnswered() async throws {
        let (name, size) = (UUID().uuidString, 64 << 20)
        let url = try servers.url("http2", "/flood/\(size)/\(name)")
        let download = try await transport.open(HTTPRequest(method: .get, url: url), until: .generous)
        _ = try await servers.ask("/wait/stopped/\(name)")
        for _ in 0..<300 { #expect(try await ask("/hello").header("x-version") == "HTTP/2.0") }
        let sent = Int(try await servers.ask("/flooded/\(name)"))
        // What four sockets and nginx hold comes on top of the inbox.
        #expect((sent ?? size) < 16 << 20)
        await download.body.close()
    }

    @Test func takesNoBodyThatIsShorterThanItSaid() async throws {
        let url = try await "https://localhost:\(servers.ask("/door/h2-short"))/"
        let error = await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .get, url: url), until: .generous)
        }
        #expect(error?.kind == "closed", "\(String(describing: error))")
    }

    @Test(arguments: ["/truncated", "/broken-chunks"])
    func failsWhenAStreamIsReset(path: String) async throws {
        let error = await failure { () async throws(TransportError) in try await ask(path) }
        #expect(error?.kind == "closed", "\(String(describing: error))")
    }
}
