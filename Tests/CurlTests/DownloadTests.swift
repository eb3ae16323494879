import Domain
import Foundation
import Testing
import Transport

@testable import Curl

@Suite("A streamed response")
struct DownloadTests {
    let servers: TestServers
    let transport: CurlTransport
    /// What this test calls its things at the server.
    let name = UUID().uuidString

    init() throws {
        servers = try TestServers.get()
        transport = try servers.transport()
    }

    private func open(
        _ path: String, from server: String = "https", limit: Int = 1 << 20, until deadline: Deadline = .generous
    ) async throws(TransportError) -> HTTPDownload {
        guard let url = try? servers.url(server, path) else { throw .malformed("no server") }
        return try await transport.open(
            HTTPRequest(method: .get, url: url, responseLimit: limit), until: deadline)
    }

    private func rest(
        of body: any HTTPBody, pieces: Int = 65_536
    ) async throws(TransportError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let more = try await body.read(atMost: pieces, until: .generous)
            #expect(more.count <= pieces)
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func isThereBeforeItsBody() async throws {
        let download = try await open("/held/\(name)")
        #expect(download.status == 200)
        #expect(download.headers.value(of: "content-length") == "10")
        #expect(text(try await download.body.read(atMost: 100, until: .generous)) == "first")
        _ = try await servers.ask("/tell/go/\(name)")
        #expect(text(try await rest(of: download.body)) == "other")
        #expect(try await rest(of: download.body) == [])
    }

    @Test(arguments: [
        ("/hello", "hello", 200), ("/chunks", "short", 200), ("/nothing", "", 204), ("/error", "broken", 500),
    ])
    func endsWhereItEnds(path: String, body: String, status: Int) async throws {
        let download = try await open(path, limit: 1)
        #expect(download.status == status)
        #expect(download.headers.value(of: "x-late") == nil)
        #expect(text(try await rest(of: download.body)) == body)
    }

    @Test(arguments: ["/truncated", "/broken-chunks", "/unended-chunks"])
    func neverEndsInSilenceBeforeItsEnd(path: String) async throws {
        let download = try await open(path)
        #expect(text(try await download.body.read(atMost: 100, until: .generous)) == "short")
        for _ in 0..<2 {
            let error = await failure { () async throws(TransportError) in try await rest(of: download.body) }
            #expect(error?.kind == "closed")
        }
    }

    @Test(arguments: [
        ("https", "/close", "closed"), ("https", "/garbage", "malformed"), ("foreign", "/hello", "tlsFailed"),
        ("https", "/headers", "tooLarge"),
    ])
    func failsWithAKindWhenNoHeadComes(server: String, path: String, kind: String) async throws {
        let error = await failure { () async throws(TransportError) in try await open(path, from: server) }
        #expect(error?.kind == kind)
    }

    @Test(arguments: [1_000_003, 65_536, 7_001])
    func arrivesUnchangedInPiecesOfAnySize(pieces: Int) async throws {
        let download = try await open("/flood/3000000/\(name)")
        let bytes = try await rest(of: download.body, pieces: pieces)
        #expect(bytes.count == 3_000_000)
        let expected = (0..<bytes.count).lazy.map { UInt8(truncatingIfNeeded: $0) }
        #expect(bytes.elementsEqual(expected))
    }

    @Test func staysAtTheServerWhileNobodyReads() async throws {
        let size = 64 << 20
        let download = try await open("/flood/\(size)/\(name)")
        _ = try await servers.ask("/wait/stopped/\(name)")
        let sent = Int(try await servers.ask("/flooded/\(name)"))
        // What the sockets of both sides hold comes on top of the inbox.
        #expect((sent ?? size) < 8 << 20)
        var count = 0
        while true {
            let more = try await download.body.read(atMost: 1 << 20, until: .generous)
            if more.isEmpty { break }
            count += more.count
        }
        #expect(count == size)
    }

    @Test func doesNotKeepOthersWaitingWhileNobodyReads() async throws {
        let download = try await open("/flood/\(64 << 20)/\(name)")
        _ = try await servers.ask("/wait/stopped/\(name)")
        for _ in 0..<10 {
            let other = try await open("/hello")
            #expect(text(try await rest(of: other.body)) == "hello")
        }
        await download.body.close()
    }

    @Test func endsAtTheDeadlineOfItsHead() async throws {
        _ = try await rest(of: try await open("/hello").body)  // so that there is a connection
        let error = await failure { () async throws(TransportError) in
            try await open("/silent", until: .after(.milliseconds(500)))
        }
        #expect(error == .timedOut)
    }

    @Test func readsToTheDeadlineOfEachReadAndCanGoOn() async throws {
        let download = try await open("/held/\(name)", until: .generous)
        #expect(text(try await download.body.read(atMost: 100, until: .generous)) == "first")
        for _ in 0..<2 {
            let error = await failure { () async throws(TransportError) in
                try await download.body.read(atMost: 100, until: .after(.milliseconds(20)))
            }
            #expect(error == .timedOut)
        }
        _ = try await servers.ask("/tell/go/\(name)")
        #expect(text(try await rest(of: download.body)) == "other")
    }

    @Test func isNotOpenedForATaskThatIsCancelled() async throws {
        let task = Task { await failure { () async throws(TransportError) in try await open("/heard/\(name)") } }
        _ = try await servers.ask("/wait/heard/\(name)")
        task.cancel()
        #expect(await task.value == .cancelled)
        _ = try await servers.ask("/wait/ended/\(name)")
    }

    @Test func isNotReadByATaskThatIsCancelled() async throws {
        let download = try await open("/watched/\(name)")
        _ = try await download.body.read(atMost: 100, until: .generous)
        let task = Task {
            await failure { () async throws(TransportError) in
                try await download.body.read(atMost: 100, until: .generous)
            }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test func endsWhenItIsClosed() async throws {
        let download = try await open("/watched/\(name)")
        _ = try await download.body.read(atMost: 100, until: .generous)
        let reading = Task {
            await failure { () async throws(TransportError) in
                try await download.body.read(atMost: 100, until: .generous)
            }
        }
        await download.body.close()
        #expect(await reading.value?.kind == "closed")
        _ = try await servers.ask("/wait/ended/\(name)")
    }

    @Test func endsWithItsLastReference() async throws {
        _ = try await open("/watched/\(name)")
        #expect(try await servers.ask("/wait/ended/\(name)") == "")
    }
}
