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
                GraphCall(.get, .mailbox("messages", "B"), about: .message),
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
                        "id": "1", "method": "GET", "url": "/users/u%40x.example/messages/B",
                        "headers": ["Prefer": #"IdType="ImmutableId""#],
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
        let rig = Rig([Self.answer(Self.bad(0, 429, "TooManyRequests", ["Retry-After": "290"]), Self.good(1))])
        let results = try await rig.channel.batch(Self.calls(2), until: .after(.seconds(200)))
        #expect(
            Self.error(results[0])
                == .rateLimited(
                    "Graph throttles this mailbox", retryAfterMs: 290_000,
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

    @Test("hold the mailbox back for everybody, also when they are given up")
    func hold() async throws {
        let throttled = (0..<2).map { Self.bad($0, 429, "TooManyRequests", ["Retry-After": "290"]) }
        let rig = Rig([Self.answer(throttled[0], throttled[1]), .json("{}")])
        _ = try await rig.channel.batch(Self.calls(2), until: .after(.seconds(200)))
        #expect(rig.pacing.sleeps.isEmpty)
        guard case .rateLimited = await rig.failure(until: .after(.seconds(200))) else {
            Issue.record("the mailbox was not left alone")
            return
        }
        #expect(rig.http.requests.count == 1)
        let last = Rig(settings: GraphSettings(attempts: 1), [Self.answer(throttled[0], throttled[1]), .json("{}")])
        _ = try await last.channel.batch(Self.calls(2), until: Self.soon)
        _ = try await last.ask()
        #expect(last.pacing.sleeps == [290_000])
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

    @Test("are left alone when a request failed as a whole")
    func noFurther() async throws {
        let rig = Rig(
            [Self.answer(Self.good(0), Self.good(1), Self.good(2), Self.good(3))]
                + Array(repeating: .error(500, "X"), count: 9))
        let results = try await rig.channel.batch(Self.calls(40), until: Self.soon)
        #expect(results.map(Self.words) == ["0", "1", "2", "3"] + Array(repeating: "unavailable", count: 36))
        #expect(rig.http.requests.count == 5)
    }

    @Test("travel in smaller numbers beside others, and go past downloads that do not end")
    func besideDownloads() async throws {
        let rig = Rig(responder: { (request) throws(TransportError) in
            let ids = Self.ids(request.body?.withExposed { try? JSONValue(parsing: $0) })
            if request.url.hasSuffix("/send") { return try Answer.status(202).response() }
            guard request.url.hasSuffix("$batch") else { return try Answer.json(#"{"value":[]}"#).response() }
            #expect(ids.count == 1)
            return try Self.answer(ids.compactMap { Int($0) }.map(Self.good)).response()
        })
        for _ in 0..<3 { _ = try await rig.channel.gate.enter(.download, until: Self.soon) }
        let more = Task { try await rig.channel.gate.enter(.download, until: Self.soon) }
        await rig.channel.gate.waits(1)
        let results = try await rig.channel.batch(Self.calls(6), until: Self.soon)
        #expect(results.map(Self.words) == (0..<6).map { "\($0)" })
        _ = try await rig.ask(GraphCall(.get, .mailbox("messages"), about: .mailbox))
        let send = GraphCall(.post, .mailbox("messages", "A", "send"), body: .empty, about: .draft, repetition: .never)
        _ = try await rig.channel.send(send, until: Self.soon) {}
        #expect(rig.http.requests.count == 8)
        #expect(rig.channel.gate.waitingCount == 1)
        more.cancel()
    }

    @Test("weigh as much as they are many")
    func weight() async throws {
        let crowd = Crowd()
        let rig = Rig(responder: { (request) throws(TransportError) in
            let ids = Self.ids(request.body?.withExposed { try? JSONValue(parsing: $0) }).compactMap { Int($0) }
            await crowd.pass(max(1, ids.count))
            return try (ids.isEmpty ? .json("{}") : Self.answer(ids.map(Self.good))).response()
        })
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 {
                group.addTask { _ = try? await rig.channel.batch(Self.calls(3), until: Self.soon) }
                group.addTask { _ = await rig.failure() }
            }
        }
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
    static func answer(_ members: String...) -> Answer { answer(members) }
    static func answer(_ members: [String]) -> Answer {
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
