import Domain
import Testing
import Transport

@testable import Curl

@Suite("A mail connection")
struct StreamTests {
    let servers: TestServers
    let transport: CurlTransport

    init() throws {
        servers = try TestServers.get()
        transport = try servers.transport()
    }

    private func open(
        _ server: String, _ security: ServerAddress.Security = .tls, _ dialogue: MailDialogue = .imap
    ) async throws(TransportError) -> any ByteStream {
        guard let address = try? servers.address(server, security) else { throw .malformed("no server") }
        return try await transport.connect(to: address, speaking: dialogue, until: .generous)
    }

    private func say(_ line: String, _ stream: any ByteStream) async throws(TransportError) {
        try await stream.write(Array((line + "\r\n").utf8), until: .generous)
    }

    /// Reads until that many bytes have come, or the end.
    private func read(
        _ count: Int, _ stream: any ByteStream, pieces: Int = 65_536
    ) async throws(TransportError) -> String {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = try await stream.read(atMost: min(pieces, count - bytes.count), until: .generous)
            #expect(more.count <= pieces)
            if more.isEmpty { break }
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("imaps", ServerAddress.Security.tls, MailDialogue.imap), ("imap", .startTLS, .imap), ("smtps", .tls, .smtp),
        ("smtp", .startTLS, .smtp), ("imap_single", .startTLS, .imap),
    ])
    func opensWithTLSAndThenBelongsToUs(
        server: String, security: ServerAddress.Security, dialogue: MailDialogue
    ) async throws {
        let stream = try await open(server, security, dialogue)
        try await say("anything", stream)
        #expect(try await read(16, stream) == "heard anything\r\n")
        await stream.close()
    }

    @Test(arguments: [
        ("imap_stripped", ServerAddress.Security.startTLS, MailDialogue.imap, "tlsFailed"),
        ("smtp_stripped", .startTLS, .smtp, "tlsFailed"), ("imap_preauth", .startTLS, .imap, "tlsFailed"),
        ("imap_injected", .startTLS, .imap, "malformed"), ("smtp_injected", .startTLS, .smtp, "malformed"),
        ("imaps_other_name", .tls, .imap, "tlsFailed"), ("imaps_foreign", .tls, .imap, "tlsFailed"),
        ("imap", .tls, .imap, "tlsFailed"), ("shut", .tls, .imap, "tlsFailed"), ("shut", .startTLS, .smtp, "closed"),
        ("smtp_busy", .startTLS, .smtp, "connectFailed"), ("imap_bye", .startTLS, .imap, "malformed"),
    ])
    func isRefused(
        server: String, security: ServerAddress.Security, dialogue: MailDialogue, kind: String
    ) async throws {
        let error = await failure { () async throws(TransportError) in try await open(server, security, dialogue) }
        #expect(error?.kind == kind, "\(String(describing: error))")
    }

    @Test(arguments: ["", "a b", "a/b", "user@host", "host:1", "a\r\nb", "[::1]", String(repeating: "a", count: 256)])
    func needsAHostName(host: String) async throws {
        let error = await failure { () async throws(TransportError) in
            try await transport.connect(
                to: ServerAddress(host: host, port: 993, security: .tls), speaking: .imap, until: .generous)
        }
        #expect(error == .connectFailed("not a host name"))
    }

    @Test(arguments: [0, -1, 65_536])
    func needsAPort(port: Int) async throws {
        let error = await failure { () async throws(TransportError) in
            try await transport.connect(
                to: ServerAddress(host: "localhost", port: port, security: .tls), speaking: .imap, until: .generous)
        }
        #expect(error?.kind == "connectFailed")
    }

    @Test(arguments: [ServerAddress.Security.tls, .startTLS])
    func stopsConnectingAtItsDeadline(security: ServerAddress.Security) async throws {
        let address = try servers.address("mute", security)
        let error = await failure { () async throws(TransportError) in
            try await transport.connect(to: address, speaking: .imap, until: .after(.milliseconds(50)))
        }
        #expect(error == .timedOut)
    }

    @Test func stopsConnectingWithItsTask() async throws {
        let address = try servers.address("mute", .tls)
        let transport = transport
        let task = Task {
            await failure { () async throws(TransportError) in
                try await transport.connect(to: address, speaking: .smtp, until: .generous)
            }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test(arguments: [1, 7, 4_096, 65_536, 1 << 20])
    func readsInPiecesOfAnySize(pieces: Int) async throws {
        let stream = try await open("imaps")
        let count = pieces == 1 ? 3_000 : 2_000_000
        try await say("BYTES \(count)", stream)
        #expect(try await read(count, stream, pieces: pieces) == String(repeating: "b", count: count))
        try await say("still in step", stream)
        #expect(try await read(21, stream) == "heard still in step\r\n")
    }

    @Test func readsSingleBytes() async throws {
        let stream = try await open("smtps", .tls, .smtp)
        try await say("SINGLE abcdefghijklmnopqrstuvwxyz", stream)
        #expect(try await read(26, stream) == "abcdefghijklmnopqrstuvwxyz")
    }

    @Test func writesMoreThanTheNetworkTakesAtOnce() async throws {
        let stream = try await open("imaps")
        try await say("TAKE 8000000", stream)
        try await stream.write([UInt8](repeating: 1, count: 8_000_000), until: .generous)
        #expect(try await read(14, stream) == "took 8000000\r\n")
    }

    @Test func writesWhileAReaderWaits() async throws {
        let stream = try await open("imaps")
        async let answer = stream.read(atMost: 100, until: .generous)
        try await say("hello", stream)
        #expect(String(decoding: try await answer, as: UTF8.self) == "heard hello\r\n")
    }

    @Test func givesLastWordsAndThenTheEnd() async throws {
        let stream = try await open("imaps")
        try await say("CLOSE", stream)
        #expect(try await read(100, stream) == "last words\r\n")
        #expect(try await stream.read(atMost: 10, until: .generous).isEmpty)
    }

    @Test func failsOnceTheOtherSideIsGone() async throws {
        let stream = try await open("imaps")
        try await say("BREAK", stream)
        let reading = await failure { () async throws(TransportError) in _ = try await read(1, stream) }
        #expect(reading == nil || reading?.kind == "closed")
        var error: TransportError?
        for _ in 0..<100 where error == nil {
            error = await failure { () async throws(TransportError) in
                try await stream.write([UInt8](repeating: 0, count: 100_000), until: .generous)
            }
        }
        #expect(error?.kind == "closed")
    }

    @Test func readTimesOutAndCanBeTriedAgain() async throws {
        let stream = try await open("imaps")
        for _ in 0..<3 {
            let error = await failure { () async throws(TransportError) in
                try await stream.read(atMost: 10, until: .after(.milliseconds(20)))
            }
            #expect(error == .timedOut)
        }
        try await say("x", stream)
        #expect(try await read(9, stream) == "heard x\r\n")
    }

    @Test func anEarlierDeadlineAfterALaterOneIsKept() async throws {
        let stream = try await open("imaps")
        let task = Task { try? await stream.read(atMost: 10, until: .after(.seconds(25))) }
        task.cancel()
        #expect(await task.value == nil)
        let error = await failure { () async throws(TransportError) in
            try await stream.read(atMost: 10, until: .after(.milliseconds(20)))
        }
        #expect(error == .timedOut)
    }

    @Test func readEndsWithItsTaskAndCanBeTriedAgain() async throws {
        let stream = try await open("imaps")
        let task = Task {
            await failure { () async throws(TransportError) in try await stream.read(atMost: 10, until: .generous) }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
        try await say("x", stream)
        #expect(try await read(9, stream) == "heard x\r\n")
    }

    @Test func aWriteThatDoesNotEndClosesTheConnection() async throws {
        let stream = try await open("imaps")
        try await say("DEAF", stream)
        let error = await failure { () async throws(TransportError) in
            try await stream.write([UInt8](repeating: 0, count: 64 << 20), until: .after(.milliseconds(100)))
        }
        #expect(error == .timedOut)
        #expect(await failure { () async throws(TransportError) in try await say("x", stream) } == .closed("closed"))
    }

    @Test func closingEndsAReadThatWaits() async throws {
        let stream = try await open("imaps")
        let task = Task {
            await failure { () async throws(TransportError) in try await stream.read(atMost: 10, until: .generous) }
        }
        await stream.close()
        #expect(await task.value == .closed("closed"))
        await stream.close()
        #expect(await failure { () async throws(TransportError) in try await say("x", stream) } == .closed("closed"))
        #expect(
            await failure { () async throws(TransportError) in try await stream.read(atMost: 1, until: .generous) }
                == .closed("closed"))
    }

    @Test func outlivesItsTransport() async throws {
        var transport: CurlTransport? = try servers.transport()
        let address = try servers.address("imaps", .tls)
        let opened = try await transport?.connect(to: address, speaking: .imap, until: .generous)
        transport = nil
        let stream = try #require(opened)
        try await say("x", stream)
        #expect(try await read(9, stream) == "heard x\r\n")
    }

    @Test func aParkedConnectionWithUnreadBytesSurvivesOthersBeingOpened() async throws {
        let parked = try await open("imaps")
        try await say("PARK", parked)
        try await say("BYTES 1000000", parked)
        for _ in 0..<10 { await (try open("imaps")).close() }
        _ = try await transport.send(
            HTTPRequest(method: .get, url: servers.url("https", "/hello")), until: .generous)
        #expect(try await read(9, parked) == "unasked\r\n")
        #expect(try await read(1_000_000, parked).utf8.count == 1_000_000)
    }

    @Test func manyAtOnceDoNotMixTheirBytes() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let stream = try await open(number % 2 == 0 ? "imaps" : "imap", number % 2 == 0 ? .tls : .startTLS)
                    for round in 0..<5 {
                        let word = "n\(number)r\(round)"
                        try await say(word, stream)
                        #expect(try await read(word.utf8.count + 8, stream) == "heard \(word)\r\n")
                    }
                    await stream.close()
                }
            }
            try await group.waitForAll()
        }
    }
}
