import Broker
import Domain
import JSON
import Mail
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("An upload session")
struct UploadTests {
    private static let url = "https://outlook.example/api/v2.0/Users('a')/AttachmentSessions('b')?authtoken=eyJsecret"

    @Test("is filled at its own address, without a token")
    func slice() async throws {
        let rig = Rig([.json(#"{"NextExpectedRanges":["4"]}"#), .status(201)])
        #expect(try await Self.put(rig, "abcd", at: 0) == .more(offset: 4))
        #expect(try await Self.put(rig, "ef", at: 4) == .complete)
        #expect(rig.http.requests.map(\.url) == [Self.url, Self.url])
        #expect(rig.http.requests.map(\.method) == [.put, .put])
        #expect(rig.sent("Authorization") == [nil, nil])
        #expect(rig.sent("Content-Range") == ["bytes 0-3/6", "bytes 4-5/6"])
        #expect(rig.sent("Content-Type") == ["application/octet-stream", "application/octet-stream"])
        #expect(await rig.credentials.rejected.isEmpty)
    }

    @Test(
        "says in several ways where it goes on",
        arguments: [
            (#"{"NextExpectedRanges":["2097152"]}"#, 2_097_152), (#"{"nextExpectedRanges":["0-"]}"#, 0),
            (#"{"NextExpectedRanges":["2097152-"]}"#, 2_097_152), (#"{"NextExpectedRanges":["5-9","20-"]}"#, 5),
            (#"{"NextExpectedRanges":[]}"#, nil), (#"{"NextExpectedRanges":["-5"]}"#, nil),
            (#"{"NextExpectedRanges":["a"]}"#, nil), (#"{"NextExpectedRanges":"5"}"#, nil),
            (#"{"NextExpectedRanges":["9999999999999999"]}"#, nil), (#"{"NextExpectedRanges":["3000000"]}"#, nil),
            (#"{"NextExpectedRanges":[5]}"#, nil), ("{}", nil), ("[]", nil),
        ] as [(String, Int?)])
    func ranges(text: String, offset: Int?) throws {
        let json = try JSONValue(parsing: Array(text.utf8))
        let progress = UploadProgress(status: 200, json: json, total: 3_000_000)
        #expect(progress == offset.map { .more(offset: $0) })
    }

    @Test(
        "is asked how far it has come after a slice whose fate is unknown",
        arguments: [
            Answer.fail(.closed("in the middle")), .status(500), .status(502, [:], "<html>"), .fail(.malformed("x")),
            .fail(.timedOut),
        ])
    func unknownFate(fault: Answer) async throws {
        let rig = Rig([fault, .json(#"{"NextExpectedRanges":["4"]}"#)])
        #expect(try await Self.put(rig, "abcd", at: 0) == .more(offset: 4))
        #expect(rig.http.requests.map(\.method) == [.put, .get])
        #expect(rig.sent("Authorization") == [nil, nil])
        #expect(rig.pacing.sleeps == [1_000])
    }

    @Test(
        "is sent the slice again where it does not say, or turned it away",
        arguments: [
            [Answer.fail(.closed("x")), .status(405)], [.error(429, "TooManyRequests", "", ["Retry-After": "1"])],
            [.fail(.connectFailed("x"))],
        ])
    func again(faults: [Answer]) async throws {
        let rig = Rig(faults + [.json(#"{"NextExpectedRanges":["4"]}"#)])
        #expect(try await Self.put(rig, "abcd", at: 0) == .more(offset: 4))
        #expect(rig.http.requests.last?.method == .put)
    }

    @Test("that wants another place is asked which", arguments: [409, 412, 416])
    func elsewhere(status: Int) async throws {
        let rig = Rig([.status(status), .json(#"{"NextExpectedRanges":["2-"]}"#)])
        #expect(try await Self.put(rig, "ef", at: 4) == .more(offset: 2))
    }

    @Test("may be gone", arguments: [401, 404, 410])
    func gone(status: Int) async throws {
        #expect(try await Self.put(Rig([.status(status)]), "ef", at: 4) == .gone)
        #expect(try await Self.put(Rig([.fail(.closed("x")), .status(status)]), "ef", at: 4) == .gone)
    }

    @Test("is given up after the fourth failure, and at once when the next would come too late")
    func givingUp() async {
        let rig = Rig(Array(repeating: .fail(.connectFailed("refused")), count: 9))
        await #expect(throws: MailError.connectFailed("refused")) { _ = try await Self.put(rig, "ab", at: 0) }
        #expect(rig.http.requests.count == 4)
        let late = Rig([.error(429, "TooManyRequests", "", ["Retry-After": "290"])])
        await #expect(throws: MailError.self) {
            _ = try await Self.put(late, "ab", at: 0, until: .after(.seconds(200)))
        }
        #expect(late.pacing.sleeps.isEmpty)
        await #expect(throws: MailError.self) { try await late.ask(until: .after(.seconds(200))) }
        #expect(late.http.requests.count == 1, "the hold is the whole mailbox's")
    }

    @Test("whose slice is too large or otherwise refused is an error")
    func refused() async {
        let rig = Rig([.status(413)])
        await #expect(throws: MailError.self) { _ = try await Self.put(rig, "ab", at: 0) }
        #expect(rig.http.requests.count == 1)
    }

    @Test("is ended on request")
    func cancelling() async throws {
        let rig = Rig([.status(204)])
        try await rig.channel.cancel(Self.session(), until: .after(.seconds(3_600)))
        #expect(rig.http.requests.map(\.method) == [.delete])
        #expect(rig.sent("Authorization") == [nil])
    }

    @Test(
        "needs an address that can be used",
        arguments: [
            "{}", #"{"uploadUrl":7}"#, #"{"uploadUrl":""}"#, #"{"uploadUrl":"ftp://x/"}"#,
            #"{"uploadUrl":"https://a@b/"}"#, #"{"uploadUrl":"https:///x"}"#, #"{"uploadUrl":"https://b/\r\nX: y"}"#,
            #"{"uploadUrl":"/relative"}"#, #"{"uploadUrl":"http://127.0.0.1:631/"}"#,
        ])
    func address(text: String) throws {
        let answer = GraphAnswer(status: 201, headers: [], json: try JSONValue(parsing: Array(text.utf8)))
        #expect(throws: MailError.self) { try GraphUpload(answer, at: GraphPlace(root: Rig.root)) }
    }

    @Test("may be without TLS where Graph is")
    func plainAddress() throws {
        let answer = GraphAnswer(status: 201, headers: [], json: ["uploadUrl": "http://127.0.0.1:8080/upload"])
        _ = try GraphUpload(answer, at: GraphPlace(root: "http://127.0.0.1:8080"))
    }

    @Test("that says it is complete when it is only asked is gone")
    func completeOutOfTurn() async throws {
        let rig = Rig([.fail(.closed("x")), .status(201)])
        #expect(try await Self.put(rig, "ef", at: 4) == .gone)
    }

    @Test("keeps its address to itself")
    func secrecy() async throws {
        #expect(!"\(try Self.session())".contains("eyJsecret"))
        for answer in [Answer.fail(.closed("x")), .status(500), .status(413), .status(403)] {
            let rig = Rig(Array(repeating: answer, count: 9))
            do throws(MailError) {
                _ = try await Self.put(rig, "ab", at: 0)
                Issue.record("taken")
            } catch {
                #expect(!"\(error)".contains("eyJsecret"))
            }
        }
    }

    private static func session() throws(MailError) -> GraphUpload {
        try GraphUpload(
            GraphAnswer(status: 201, headers: [], json: ["uploadUrl": .string(url), "nextExpectedRanges": ["0-"]]),
            at: GraphPlace(root: Rig.root))
    }

    private static func put(
        _ rig: Rig, _ slice: String, at offset: Int, until deadline: Deadline = .after(.seconds(3_600))
    ) async throws(MailError) -> UploadProgress {
        try await rig.channel.putSlice(
            Array(slice.utf8), at: offset, of: 6, to: try session(), until: deadline)
    }
}
