import Domain
import Foundation
import Testing
import Transport

@testable import Curl

@Suite("An HTTPS request")
struct HTTPTests {
    let servers: TestServers
    let transport: CurlTransport

    init() throws {
        servers = try TestServers.get()
        transport = try servers.transport()
    }

    private func get(_ path: String, limit: Int = 1 << 20, from server: String = "https") async throws(TransportError)
        -> HTTPResponse
    {
        guard let url = try? servers.url(server, path) else { throw .malformed("no server") }
        return try await transport.send(
            HTTPRequest(method: .get, url: url, responseLimit: limit), until: .generous)
    }

    private func text(_ response: HTTPResponse) -> String {
        response.body.withExposed { String(decoding: $0, as: UTF8.self) }
    }

    @Test func givesStatusHeadersAndBody() async throws {
        let response = try await get("/hello")
        #expect(response.status == 200)
        #expect(text(response) == "hello")
        #expect(response.header("X-TWO") == "one")
        #expect(response.headers.count { $0.name.lowercased() == "x-two" } == 2)
    }

    @Test func postsItsBodyAndItsHeadersAndNothingOfItsOwn() async throws {
        let response = try await transport.send(
            HTTPRequest(
                method: .post, url: servers.url("https", "/echo"),
                headers: [
                    HTTPField("Content-Type", "application/json"), HTTPField("Authorization", "Bearer t"),
                    HTTPField("X-Empty", ""),
                ], body: Secret(Array("a\u{0}b".utf8))), until: .generous)
        let lines = text(response).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "POST /echo HTTP/1.1")
        #expect(lines.contains("authorization: Bearer t"))
        #expect(lines.contains("content-type: application/json"))
        #expect(lines.contains("x-empty: "))
        #expect(lines.contains("content-length: 3"))
        #expect(!lines.contains { $0.hasPrefix("expect:") || $0.hasPrefix("cookie:") })
        #expect(lines.last == "a\u{0}b")
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .patch])
    func sendsAnEmptyBodyWithoutAType(method: HTTPRequest.Method) async throws {
        let response = try await transport.send(
            HTTPRequest(method: method, url: servers.url("https", "/echo")), until: .generous)
        let lines = text(response).split(separator: "\n")
        #expect(lines.first == "\(method.rawValue) /echo HTTP/1.1")
        #expect(lines.contains("content-length: 0"))
        #expect(!lines.contains { $0.hasPrefix("content-type:") })
    }

    @Test func deletesWithoutABody() async throws {
        let response = try await transport.send(
            HTTPRequest(method: .delete, url: servers.url("https", "/echo")), until: .generous)
        #expect(text(response).hasPrefix("DELETE /echo HTTP/1.1\n"))
        #expect(!text(response).contains("content-"))
    }

    @Test func sendsALargeBodyUnchangedWhileOthersAreAnswered() async throws {
        let body = largeBody
        let url = try servers.url("https", "/take")
        let transport = transport
        let sending = Task {
            try await transport.send(HTTPRequest(method: .put, url: url, body: Secret(body)), until: .generous)
        }
        for _ in 0..<20 { #expect(try await get("/hello").status == 200) }
        #expect(text(try await sending.value) == "\(4 << 20) as expected")
    }

    @Test func takesAnErrorStatusForAResponse() async throws {
        let response = try await get("/error")
        #expect(response.status == 500)
        #expect(text(response) == "broken")
    }

    @Test func doesNotFollowARedirectNorKeepACookie() async throws {
        let response = try await get("/redirect")
        #expect(response.status == 302)
        #expect(response.header("location") == "/hello")
        #expect(!text(try await get("/echo")).contains("cookie"))
    }

    @Test func leavesInformationalResponsesOut() async throws {
        let response = try await get("/informational")
        #expect(response.header("x-early") == nil)
        #expect(text(response) == "final")
    }

    @Test func readsAResponseThatComesByteByByte() async throws {
        #expect(text(try await get("/single")) == "slow!")
    }

    @Test func usesTheConnectionAgain() async throws {
        #expect(try await get("/hello").header("x-served") == "1")
        #expect(try await get("/hello").header("x-served") == "2")
    }

    @Test(arguments: [(100, 100, true), (101, 100, false), (0, 0, true), (1, 0, false)])
    func takesNoMoreThanItsLimit(size: Int, limit: Int, fits: Bool) async throws {
        let error = await failure { () async throws(TransportError) in try await get("/bytes/\(size)", limit: limit) }
        #expect(error == (fits ? nil : .tooLarge(limit: limit)))
    }

    @Test(arguments: ["/endless", "/headers"])
    func endsAResponseThatDoesNotEnd(path: String) async throws {
        let error = await failure { () async throws(TransportError) in try await get(path, limit: 100_000) }
        #expect(error?.kind == "tooLarge" || error?.kind == "closed")
    }

    @Test(arguments: [
        ("https", "/truncated", "closed"), ("https", "/close", "closed"), ("https", "/garbage", "malformed"),
        ("other_name", "/hello", "tlsFailed"), ("expired", "/hello", "tlsFailed"), ("foreign", "/hello", "tlsFailed"),
        ("old", "/hello", "tlsFailed"), ("shut", "/hello", "tlsFailed"), ("http", "/hello", "tlsFailed"),
    ])
    func failsWithAKind(server: String, path: String, kind: String) async throws {
        let error = await failure { () async throws(TransportError) in try await get(path, from: server) }
        #expect(error?.kind == kind, "\(String(describing: error))")
    }

    @Test func failsWhereNobodyListens() async throws {
        let error = await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .get, url: "https://localhost:1/"), until: .generous)
        }
        #expect(error?.kind == "connectFailed")
    }

    @Test(arguments: [
        "ftp://localhost/", "file:///etc/passwd", "https://user:word@localhost/", "https://", "localhost", "",
        "https://localhost/a b", "https://localhost/\r\nX: y", "https://localhost:99999/",
    ])
    func refusesAURL(url: String) async throws {
        let error = await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .get, url: url), until: .generous)
        }
        #expect(error?.kind == "malformed")
    }

    @Test(arguments: [
        HTTPField("X", "a\r\nY: b"), HTTPField("X: a\r\nY", "b"), HTTPField("", "b"), HTTPField("X", "a\u{0}"),
        HTTPField("X Y", "b"),
    ])
    func refusesAHeaderThatBreaksOut(field: HTTPField) async throws {
        let url = try servers.url("https", "/echo")
        let error = await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .get, url: url, headers: [field]), until: .generous)
        }
        #expect(error?.kind == "malformed")
    }

    @Test func endsAtItsDeadline() async throws {
        _ = try await get("/hello")  // so that there is a connection
        let url = try servers.url("https", "/silent")
        let error = await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .get, url: url), until: .after(.milliseconds(500)))
        }
        #expect(error == .timedOut)
    }

    @Test func saysAtItsDeadlineThatItWasNotWritten() async throws {
        let url = try servers.url("mute", "/")
        let error = await failure { () async throws(TransportError) in
            try await transport.send(HTTPRequest(method: .post, url: url), until: .after(.milliseconds(50)))
        }
        #expect(error == .connectFailed("no connection to localhost in time"))
    }

    @Test func endsWithItsTask() async throws {
        let name = UUID().uuidString
        let url = try servers.url("https", "/heard/\(name)")
        let transport = transport
        let task = Task {
            await failure { () async throws(TransportError) in
                try await transport.send(HTTPRequest(method: .get, url: url), until: .generous)
            }
        }
        _ = try await servers.ask("/wait/heard/\(name)")
        task.cancel()
        #expect(await task.value == .cancelled)
        _ = try await servers.ask("/wait/ended/\(name)")
    }

    @Test func goesOnWhileAnotherWaits() async throws {
        let silent = try servers.url("https", "/silent")
        let transport = transport
        let waiting = Task {
            await failure { () async throws(TransportError) in
                try await transport.send(HTTPRequest(method: .get, url: silent), until: .generous)
            }
        }
        for _ in 0..<20 { #expect(try await get("/hello").status == 200) }
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
    }
}
