import Broker
import Domain
import Logging
import Mail
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("A download from Graph")
struct DownloadTests {
    @Test("goes into the sink piece by piece, as it came")
    func pieces() async throws {
        let rig = Line([Self.good(["ab", "c", "de"], length: 5)])
        #expect(try await rig.run() == 5)
        #expect(rig.sink.pieces == ["ab", "c", "de"])
        #expect(rig.server.requests[0].url == Rig.root + "/v1.0/me/messages/A/$value")
        #expect(rig.server.requests[0].headers.value(of: "Prefer") == #"IdType="ImmutableId""#)
    }

    @Test(
        "is begun anew while nothing was passed on",
        arguments: [
            Result<HTTPDownload, TransportError>.failure(.connectFailed("refused")), .failure(.closed("early")),
            .failure(.timedOut), good([], length: nil, ending: .timedOut),
            good([], length: nil, ending: .closed("before the first byte")), good([], length: nil),
            bad(503, #"{"error":{"code":"ErrorServerBusy"}}"#), bad(502, "<html>"),
            bad(401, #"{"error":{"code":"InvalidAuthenticationToken"}}"#),
        ])
    func anew(first: Result<HTTPDownload, TransportError>) async throws {
        let rig = Line([first, Self.good(["whole"], length: 5)])
        #expect(try await rig.run() == 5)
        #expect(rig.sink.pieces == ["whole"])
    }

    @Test("that breaks after something was passed on is an error, and never begun anew")
    func broken() async {
        let body = BrokenBody(["ab"], ending: .closed("in the middle"))
        let rig = Line([.success(HTTPDownload(status: 200, body: body)), Self.good(["abcd"], length: 4)])
        #expect(await rig.failure() == .unavailable("the connection to Graph broke: in the middle"))
        #expect(rig.sink.pieces == ["ab"])
        #expect(rig.server.requests.count == 1)
        #expect(body.isClosed)
    }

    @Test("that is shorter or longer than was announced is an error", arguments: [4, 6])
    func length(announced: Int) async {
        let rig = Line([Self.good(["abcde"], length: announced)])
        #expect(
            await rig.failure()
                == .unavailable(
                    "Graph's answer ended before its time", fault: ProviderFault(name: "graph", status: 200)))
    }

    @Test("may be empty for an attachment, not for a message", arguments: [GraphSubject.attachment, .message])
    func empty(about: GraphSubject) async throws {
        let rig = Line(Array(repeating: Self.good([], length: 0), count: 4))
        let failure = await rig.failure(about: about)
        #expect((failure == nil) == (about == .attachment))
        #expect(rig.server.requests.count == (about == .attachment ? 1 : 4))
    }

    @Test("that is refused says why, and reads no more of it than an error has")
    func refused() async {
        let rig = Line([Self.bad(404, #"{"error":{"code":"ErrorItemNotFound"}}"#)])
        #expect(await rig.failure() == .notFound(what: "message", .movedOrDeleted))
        let endless = BrokenBody(Array(repeating: String(repeating: "x", count: 60_000), count: 5))
        let other = Line([.success(HTTPDownload(status: 403, body: endless))])
        _ = await other.failure()
        #expect(endless.isClosed)
        #expect((try? endless.read(atMost: 1, until: .after(.zero)).isEmpty) == false)
        #expect(rig.sink.pieces.isEmpty && other.sink.pieces.isEmpty)
    }

    @Test("ends when its sink can take no more")
    func fullSink() async {
        let rig = Line([Self.good(["ab", "cd"], length: 4)], sinkFails: true)
        #expect(await rig.failure() == .storage("full"))
        #expect(rig.server.requests.count == 1)
    }

    // MARK: The parts

    static func good(
        _ pieces: [String], length: Int?, ending: TransportError? = nil
    ) -> Result<HTTPDownload, TransportError> {
        let headers = length.map { [HTTPField("Content-Length", "\($0)")] } ?? []
        return .success(HTTPDownload(status: 200, headers: headers, body: BrokenBody(pieces, ending: ending)))
    }

    static func bad(_ status: Int, _ text: String) -> Result<HTTPDownload, TransportError> {
        .success(HTTPDownload(status: status, body: BrokenBody([text])))
    }

    struct Line {
        let server: DownloadServer
        let sink: Sink
        let channel: GraphChannel

        init(_ downloads: [Result<HTTPDownload, TransportError>], sinkFails: Bool = false) {
            server = DownloadServer(downloads)
            sink = Sink(fails: sinkFails)
            channel = GraphChannel(
                account: AccountID(unchecked: "acc_1"), place: GraphPlace(root: Rig.root), isAppOnly: false,
                http: server,
                credentials: FixedCredentials(.bearer(Secret("token-1")), .bearer(Secret("token-2"))),
                settings: GraphSettings(), logger: Logger(label: "test"), pacing: InstantPacing())
        }

        func run(about: GraphSubject = .message) async throws(MailError) -> Int {
            let call = GraphCall(.get, .mailbox("messages", "A", "$value"), about: about)
            return try await channel.download(call, into: sink, until: .after(.seconds(3_600)))
        }

        func failure(about: GraphSubject = .message) async -> MailError? {
            do throws(MailError) {
                _ = try await run(about: about)
                return nil
            } catch {
                return error
            }
        }
    }

    final class Sink: ContentSink {
        private let taken = Mutex<[String]>([])
        private let fails: Bool

        init(fails: Bool) { self.fails = fails }

        var pieces: [String] { taken.withLock { $0 } }

        func write(_ bytes: [UInt8]) throws(MailError) {
            if fails { throw .storage("full") }
            taken.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        }
    }
}
