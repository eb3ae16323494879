import Broker
import Domain
import JSON
import Mail
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("Calls that travel together")
struct BatchTests {
    private static let soon = Deadline.after(.seconds(3_600))

    @Test("name their members as Graph wants it, each with immutable ids")
    func request() async throws {
        let rig = Rig(user: "u@x.example", [Self.answer(Self.good(0), Self.good(1))])
        _ = try await rig.channel.batch(
            [
                GraphCall(
                    .get, .mailbox("messages", "A="), query: [("$select", "id,body")],
                    prefer: [#"outlook.body-content-type="text""#], about: .message),
                GraphCall(.patch, .mailbox("messages", "B"), body: .json(["isRead": true]), about: .message, after: 0),
            ], until: Self.soon)
        #expect(rig.http.requests.map(\.url) == ["https://graph.example/v1.0/$batch"])
        #expect(rig.http.requests[0].method == .post)
        #expect(rig.sent("Prefer") == [#"IdType="ImmutableId""#])
        #expect(
            rig.bodies[0] == [
                "requests": [
                    [
                        "id": "0", "method": "GET", "url": "/users/u%40x.example/messages/A%3D?$select=id,body",
                        "headers": ["Prefer": #"IdType="ImmutableId", outlook.body-content-type="text""#],
                    ],
                    [
                        "id": "1", "method": "PATCH", "url": "/users/u%40x.example/messages/B",
                        "headers": ["Prefer": #"IdType="ImmutableId""#, "Content-Type": "application/json"],
                        "body": ["isRead": true], "dependsOn": ["0"],
                    ],
                ]
            ])
    }

    @Test("have results of their own, whatever the order of the answers")
    func unordered() async throws {
        let rig = Rig([Self.answer(Self.bad(2, 404, "ErrorItemNotFound"), Self.good(1), Self.good(0))])
        let results = try await rig.channel.batch(Self.calls(3), until: Self.soon)
        #expect(results.map(Self.words) == ["0", "1", "notFound"])
    }

    @Test("are no more in one request than may be under way")
    func chunks() async throws {
        let rig = Rig([
            Self.answer(Self.good(0), Self.good(1), Self.good(2), Self.good(3)),
            Self.answer(Self.good(4), Self.good(5), Self.good(6), Self.good(7)), Self.answer(Self.good(8)),
        ])
        let results = try await rig.channel.batch(Self.calls(9), until: Self.soon)
        #expect(results.map(Self.words) == (0..<9).map { "\($0)" })
        #expect(rig.bodies.map { $0?["requests"]?.arrayValue?.count } == [4, 4, 1])
    }

    @Test("one alone needs no batch, and none needs no request")
    func few() async throws {
        let rig = Rig([.json("{}")])
        #expect(try await rig.channel.batch([], until: Self.soon).isEmpty)
        #expect(try await rig.channel.batch(Self.calls(1), until: Self.soon).count == 1)
        #expect(rig.http.requests.map(\.method) == [.get])
    }

    @Test("and were throttled go again, and only those, after the longest of their own waits")
    func throttledMembers() async throws {
        let rig = Rig([
            Self.answer(
                Self.bad(0, 429, "TooManyRequests", ["Retry-After": "2.5"]), Self.good(1),
                Self.bad(2, 429, "ApplicationThrottled", ["retry-after": "7"])),
            Self.answer(Self.good(0), Self.good(2)),
        ])
        let results = try await rig.channel.batch(Self.calls(3), until: Self.soon)
        #expect(results.map(Self.words) == ["0", "1", "2"])
        #expect(rig.pacing.sleeps == [7_000])
        #expect(Self.ids(rig.bodies[1]) == ["0", "2"])
    }

    @Test("and would have to wait beyond the deadline fail at once, the others do not")
    func deadline() async throws {
        let rig = Rig([Self.answer(Self.bad(0, 429, "TooManyRequests", ["Retry-After": "90"]), Self.good(1))])
        let results = try await rig.channel.batch(Self.calls(2), until: .after(.seconds(30)))
        #expect(
            Self.error(results[0])
                == .rateLimited(
                    "Graph throttles this mailbox", retryAfterMs: 90_000,
                    fault: ProviderFault(name: "graph", status: 429, code: "TooManyRequests")))
        #expect(Self.words(results[1]) == "1")
        #expect(rig.pacing.sleeps.isEmpty)
    }

    @Test("are given up after the fourth time")
    func attempts() async throws {
        let round = Self.answer(Self.bad(0, 503, "ErrorServerBusy"), Self.bad(1, 503, "ErrorServerBusy"))
        let rig = Rig(Array(repeating: round, count: 9))
        let results = try await rig.channel.batch(Self.calls(2), until: Self.soon)
        #expect(results.map(Self.words) == ["unavailable", "unavailable"])
        #expect(rig.http.requests.count == 4)
    }

    @Test("whose token was refused go once again with another", arguments: [1, 2])
    func token(refusals: Int) async throws {
        let refused = Self.bad(1, 401, "InvalidAuthenticationToken")
        let rig = Rig(
            [Self.answer(Self.good(0), refused)]
                + (refusals == 1 ? [Self.answer(Self.good(1))] : [Self.answer(refused)]))
        let results = try await rig.channel.batch(Self.calls(2), until: Self.soon)
        #expect(results.map(Self.words) == ["0", refusals == 1 ? "1" : "authenticationFailed"])
        #expect(rig.sent("Authorization") == ["Bearer token-1", "Bearer token-2"])
        #expect(Self.ids(rig.bodies[1]) == ["1"])
    }

    @Test("are refused together, and go together once more")
    func outerToken() async throws {
        let rig = Rig([.error(401, "InvalidAuthenticationToken"), Self.answer(Self.good(0), Self.good(1))])
        #expect(try await rig.channel.batch(Self.calls(2), until: Self.soon).map(Self.words) == ["0", "1"])
        #expect(rig.sent("Authorization") == ["Bearer token-1", "Bearer token-2"])
    }

    @Test("fail one by one where an answer is missing, comes twice, or is none")
    func violations() async throws {
        let rig = Rig([
            Self.answer(
                Self.good(0), Self.good(1), Self.good(1), #"{"id":"2","status":"200"}"#, #"{"id":"9","status":200}"#)
        ])
        let results = try await rig.channel.batch(Self.calls(4), until: Self.soon)
        #expect(results.map(Self.words) == ["0", "protocolViolation", "protocolViolation", "protocolViolation"])
        #expect(rig.http.requests.count == 1)
    }

    @Test("that wait for one which failed fail with it, and go again with one that goes again")
    func dependencies() async throws {
        var calls = Self.calls(3)
        calls[1].after = 0
        calls[2].after = 1
        let failed = Self.bad(0, 404, "ErrorItemNotFound")
        let rig = Rig([Self.answer(failed, Self.bad(1, 424, "FailedDependency"), Self.bad(2, 424, "X"))])
        #expect(
            try await rig.channel.batch(calls, until: Self.soon).map(Self.words) == [
                "notFound", "notFound", "notFound",
            ])
        #expect(rig.pacing.sleeps.isEmpty)
        let later = Rig([
            Self.answer(
                Self.bad(0, 429, "TooManyRequests", ["Retry-After": "1"]), Self.bad(1, 424, "X"), Self.bad(2, 424, "X")),
            Self.answer(Self.good(0), Self.good(1), Self.good(2)),
        ])
        #expect(try await later.channel.batch(calls, until: Self.soon).map(Self.words) == ["0", "1", "2"])
        #expect(later.pacing.sleeps == [1_000])
        let odd = Rig(Array(repeating: Self.answer(Self.good(0), Self.bad(1, 424, "X"), Self.good(2)), count: 9))
        #expect(try await odd.channel.batch(calls, until: Self.soon).map(Self.words) == ["0", "unavailable", "2"])
        #expect(odd.http.requests.count == 4)
    }

    @Test("and wait for one in an earlier request do not travel when that failed")
    func earlierDependency() async throws {
        var calls = Self.calls(6)
        calls[4].after = 0
        calls[5].after = 1
        let rig = Rig([
            Self.answer(Self.bad(0, 404, "ErrorItemNotFound"), Self.good(1), Self.good(2), Self.good(3)),
            Self.answer(Self.good(5)),
        ])
        let results = try await rig.channel.batch(calls, until: Self.soon)
        #expect(results.map(Self.words) == ["notFound", "1", "2", "3", "notFound", "5"])
        #expect(rig.bodies[1]?["requests"]?[0]?["dependsOn"] == nil)
    }

    @Test(
        "fail together where the whole answer is none",
        arguments: [
            (Answer.error(400, "BadRequest"), 1), (.status(200, [:], "<html>"), 4), (.json(#"{"value":[]}"#), 4),
            (.fail(.tlsFailed("x")), 1), (.error(500, "X"), 4),
        ])
    func outerFailure(answer: Answer, requests: Int) async {
        let rig = Rig(Array(repeating: answer, count: 4))
        await #expect(throws: MailError.self) { _ = try await rig.channel.batch(Self.calls(2), until: Self.soon) }
        #expect(rig.http.requests.count == requests)
    }

    @Test("keep what is known when a later request fails")
    func laterFailure() async throws {
        let rig = Rig([
            Self.answer(Self.good(0), Self.good(1), Self.good(2), Self.good(3)), .fail(.tlsFailed("certificate")),
        ])
        let results = try await rig.channel.batch(Self.calls(5), until: Self.soon)
        #expect(results.map(Self.words) == ["0", "1", "2", "3", "tlsFailed"])
    }

    @Test("that change something are not repeated when their fate is unknown")
    func carefulness() async throws {
        let calls = [
            GraphCall(.get, .mailbox("a"), about: .message), GraphCall(.post, .mailbox("b"), about: .message),
        ]
        let broken = Rig([.fail(.closed("in the middle")), Self.answer(Self.good(0), Self.good(1))])
        await #expect(throws: MailError.unavailable("the connection to Graph broke: in the middle")) {
            _ = try await broken.channel.batch(calls, until: Self.soon)
        }
        #expect(broken.http.requests.map(\.isRepeatable) == [false])
        let failed = Rig([Self.answer(Self.bad(0, 500, "X"), Self.bad(1, 500, "X")), Self.answer(Self.good(0))])
        #expect(try await failed.channel.batch(calls, until: Self.soon).map(Self.words) == ["0", "unavailable"])
    }

    @Test("weigh as much as they are many")
    func weight() async throws {
        let crowd = Crowd()
        let rig = Rig(responder: { (request) throws(TransportError) in
            let isBatch = request.url.hasSuffix("$batch")
            await crowd.pass(isBatch ? 3 : 1)
            return try (isBatch ? Self.answer(Self.good(0), Self.good(1), Self.good(2)) : .json("{}")).response()
        })
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask { _ = try? await rig.channel.batch(Self.calls(3), until: Self.soon) }
                group.addTask { _ = await rig.failure() }
            }
        }
        #expect(rig.http.requests.count == 20)
        #expect(await crowd.largest == 4)
    }

    // MARK: The sandbox of this suite

    static func calls(_ count: Int) -> [GraphCall] {
        (0..<count).map { GraphCall(.get, .mailbox("messages", "M\($0)"), about: .message) }
    }
    static func good(_ id: Int) -> String { #"{"id":"\#(id)","status":200,"body":{"id":"\#(id)"}}"# }
    static func bad(_ id: Int, _ status: Int, _ code: String, _ headers: [String: String] = [:]) -> String {
        let fields = headers.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
        return #"{"id":"\#(id)","status":\#(status),"headers":{\#(fields)},"body":{"error":{"code":"\#(code)"}}}"#
    }
    static func answer(_ members: String...) -> Answer {
        .json(#"{"responses":["# + members.joined(separator: ",") + "]}")
    }
    static func ids(_ body: JSONValue?) -> [String] {
        (body?["requests"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
    }
    static func error(_ result: Result<GraphAnswer, MailError>) -> MailError? {
        if case .failure(let error) = result { error } else { nil }
    }
    static func words(_ result: Result<GraphAnswer, MailError>) -> String {
        switch result {
        case .success(let answer): answer.json?["id"]?.stringValue ?? "-"
        case .failure(let error): String("\(error)".prefix { $0.isLetter })
        }
    }
}
