import Broker
import Domain
import JSON
import Logging
import Mail
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("A call to Graph")
struct CallTests {
    private static let read = GraphCall(.get, .mailbox("messages"), about: .mailbox)
    private static let create = GraphCall(.post, .mailbox("messages"), body: .json([:]), about: .draft)
    private static let send = GraphCall(.post, .mailbox("messages"), about: .draft, repetition: .never)

    // MARK: Again

    @Test(
        "is made again as often as its repetition allows",
        arguments: [
            (Answer.error(429, "TooManyRequests", "", ["Retry-After": "3"]), [true, true, false]),
            (.error(429, "TooManyRequests"), [true, true, false]),
            (.error(503, "ServiceUnavailable", "", ["Retry-After": "3"]), [true, true, false]),
            (.error(503, "ServiceUnavailable"), [true, false, false]),
            (.error(504, "UnknownError", "", ["Retry-After": "3"]), [true, false, false]),
            (.error(500, "ErrorInternalServerError"), [true, false, false]),
            (.status(502, [:], "<html></html>"), [true, false, false]),
            (.error(409, "ErrorIrresolvableConflict"), [true, false, false]),
            (.status(200, [:], "<html></html>"), [true, false, false]),
            (.status(200, [:], #"{"value":["#), [true, false, false]),
            (.fail(.connectFailed("refused")), [true, true, false]),
            (.fail(.closed("in the middle")), [true, false, false]),
            (.fail(.malformed("no HTTP")), [true, false, false]), (.fail(.tlsFailed("name")), [false, false, false]),
            (.fail(.forbiddenAddress("::1")), [false, false, false]), (.fail(.timedOut), [true, false, false]),
            (.fail(.tooLarge(limit: 1)), [false, false, false]), (.fail(.cancelled), [false, false, false]),
            (.error(404, "ErrorItemNotFound"), [false, false, false]),
            (.error(400, "BadRequest"), [false, false, false]), (.status(302), [false, false, false]),
        ])
    func repetition(_ answer: Answer, expected: [Bool]) async throws {
        for (repetition, again) in zip([GraphRepetition.always, .whenNotProcessed, .never], expected) {
            let rig = Rig([answer, .json("{}")])
            let call = GraphCall(.get, .mailbox("messages"), about: .mailbox, repetition: repetition)
            let failure = await rig.failure(of: call)
            #expect((failure == nil) == again, "\(repetition)")
            #expect(rig.http.requests.count == (again ? 2 : 1), "\(repetition)")
        }
    }

    @Test("that asks for nothing takes no answer's body for granted, one that reads wants one")
    func emptyBodies() async {
        #expect(await Rig([.status(204)]).failure(of: Self.read) == nil)
        #expect(await Rig([.status(200)]).failure(of: GraphCall(.delete, .mailbox("a"), about: .draft)) == nil)
        let rig = Rig(Array(repeating: .status(200, ["request-id": "r-9"]), count: 4))
        let fault = ProviderFault(name: "graph", status: 200, requestId: "r-9")
        #expect(
            await rig.failure(of: Self.read)
                == .unavailable("Graph answered with an empty body", retryAfterMs: 8_000, fault: fault))
    }

    @Test("has a typed answer, or an error that says where it is not what it should be")
    func decoding() async throws {
        struct Thing: Decodable { var id: String }
        let rig = Rig([.json(#"{"id":"A","more":1}"#), .json(#"{"id":7}"#), .status(201)])
        #expect(try await rig.channel.decode(Thing.self, Self.read, until: .after(.seconds(3_600))).id == "A")
        for call in [Self.read, Self.create] {
            await #expect(throws: MailError.self) {
                _ = try await rig.channel.decode(Thing.self, call, until: .after(.seconds(3_600)))
            }
        }
        #expect(rig.http.requests.count == 3)
    }

    @Test("reads a number behind a byte order mark, as Graph counts")
    func count() async throws {
        let answer = try await Rig([.status(200, ["Content-Type": "text/plain"], "\u{FEFF}71")]).ask(Self.read)
        #expect(answer.json == 71)
    }

    // MARK: Waiting

    @Test("waits as long as it is told, or twice as long each time, and gives up after the fourth")
    func waits() async {
        let told = Rig(Array(repeating: .error(429, "TooManyRequests", "", ["Retry-After": "2.128"]), count: 5))
        #expect(
            await told.failure()
                == .rateLimited(
                    "Graph throttles this mailbox", retryAfterMs: 2_128, fault: Self.fault(429, "TooManyRequests")))
        #expect(told.pacing.sleeps == [2_128, 2_128, 2_128])
        let untold = Rig(Array(repeating: .error(500, "ErrorInternalServerError"), count: 5))
        #expect(
            await untold.failure()
                == .unavailable("Graph failed", retryAfterMs: 8_000, fault: Self.fault(500, "ErrorInternalServerError"))
        )
        #expect(untold.pacing.sleeps == [1_000, 2_000, 4_000])
        #expect(untold.http.requests.count == 4)
    }

    @Test("waits no longer than five minutes, whatever it is told")
    func clamp() async throws {
        let rig = Rig([.error(429, "TooManyRequests", "", ["Retry-After": "86400"]), .json("{}")])
        _ = try await rig.ask()
        #expect(rig.pacing.sleeps == [300_000])
    }

    @Test("waits a second at least, whatever it is told")
    func shortest() async throws {
        let rig = Rig([.error(429, "TooManyRequests", "", ["Retry-After": "0"]), .json("{}")])
        _ = try await rig.ask()
        #expect(rig.pacing.sleeps == [1_000])
    }

    @Test("whose next try would come after the deadline fails at once, and says when to come again")
    func deadline() async {
        let rig = Rig([.error(429, "TooManyRequests", "", ["Retry-After": "290"])])
        #expect(
            await rig.failure(until: .after(.seconds(200)))
                == .rateLimited(
                    "Graph throttles this mailbox", retryAfterMs: 290_000, fault: Self.fault(429, "TooManyRequests")))
        #expect(rig.pacing.sleeps.isEmpty)
    }

    @Test("waits for a hold that another call has met, or says at once that it lasts too long")
    func hold() async throws {
        let rig = Rig([.error(429, "TooManyRequests", "", ["Retry-After": "290"]), .json("{}")])
        _ = await rig.failure(until: .after(.seconds(200)))
        #expect(
            await rig.failure(until: .after(.seconds(200)))
                == .rateLimited(
                    "Graph throttles this mailbox", retryAfterMs: 290_000, fault: Self.fault(429, "TooManyRequests")))
        #expect(rig.http.requests.count == 1)
        _ = try await rig.ask()
        #expect(rig.pacing.sleeps == [290_000])
        #expect(rig.http.requests.count == 2)
    }

    @Test("that another call's own failure does not concern is made at once")
    func noHold() async throws {
        let rig = Rig(
            settings: GraphSettings(firstPauseMs: 300_000),
            [.error(404, "ErrorItemNotFound"), .fail(.tlsFailed("x")), .error(500, "X"), .json("{}")])
        for _ in 0..<3 { #expect(await rig.failure(until: .after(.seconds(200))) != nil) }
        _ = try await rig.ask()
        #expect(rig.pacing.sleeps.isEmpty)
    }

    @Test("whose deadline has passed is not made")
    func tooLate() async {
        let rig = Rig([.json("{}")])
        #expect(await rig.failure(until: Deadline(rig.pacing.now)) == .timedOut)
        #expect(rig.http.requests.isEmpty)
    }

    @Test("has a limit for each answer, and what carries much a longer one")
    func answerLimits() async throws {
        let seen = Mutex<[Duration]>([])
        let http = DeadlineWatch { deadline in seen.withLock { $0.append(deadline.remaining) } }
        let channel = Rig.channel(http, settings: GraphSettings(answerMs: 100_000_000, uploadMs: 200_000_000))
        let large = GraphCall(
            .post, .mailbox("messages"), body: .mime(Array(repeating: 0, count: 65_536)), about: .draft)
        for deadline in [Duration.seconds(900_000), .seconds(50_000)] {
            for call in [Self.create, large] { try await channel.call(call, until: .after(deadline)) }
        }
        let bounds = [90...100, 190...200, 40...50, 40...50]
        for (time, bound) in zip(seen.withLock { $0 }, bounds) {
            #expect(bound.contains(time.wholeMilliseconds / 1_000_000))
        }
        #expect(seen.withLock { $0.count } == 4)
    }

    @Test("that is met with silence says so, and at the caller's deadline that this has passed")
    func silence() async {
        let silent = Array(repeating: Answer.fail(.timedOut), count: 4)
        #expect(
            await Rig(silent).failure() == .unavailable("Graph did not answer in time", retryAfterMs: 8_000))
        let short = Rig(settings: GraphSettings(answerMs: 7_200_000), silent)
        #expect(await short.failure(until: .after(.seconds(3_600))) == .timedOut)
        #expect(short.http.requests.count == 1)
    }

    @Test("waits for a token no longer than its deadline, and the token is had all the same", .timeLimit(.minutes(10)))
    func tokenInTime() async {
        let source = SlowCredentials()
        let http = ScriptedHTTPClient { (_) throws(TransportError) in try Answer.json("{}").response() }
        let channel = Rig.channel(http, credentials: source)
        await #expect(throws: MailError.timedOut) {
            try await channel.call(Self.read, until: .after(.milliseconds(1)))
        }
        #expect(http.requests.isEmpty)
        await source.release.open()
        await source.finished.wait()
    }

    private struct SlowCredentials: CredentialSource {
        let release = Gate()
        let finished = Gate()

        func credential(
            for account: AccountID, _ demand: CredentialDemand
        ) async throws(MailError) -> MailCredential {
            await release.wait()
            await finished.open()
            return .bearer(Secret("late"))
        }
    }

    @Test("ends with its task while it waits")
    func cancellation() async {
        let rig = Rig(Array(repeating: .error(500, "X"), count: 4))
        let start = Gate()
        let task = Task {
            await start.wait()
            return await rig.failure()
        }
        task.cancel()
        await start.open()
        #expect(await task.value == .cancelled)
    }

    // MARK: The token

    @Test(
        "whose token is refused is made once more with another",
        arguments: [
            "Access token has expired or is not yet valid.", "Access token validation failure. Invalid audience.",
            "CompactToken parsing failed with error code: 80049217",
        ])
    func refresh(message: String) async throws {
        let rig = Rig([.error(401, "InvalidAuthenticationToken", message), .json("{}")])
        _ = try await rig.ask()
        #expect(rig.sent("Authorization") == ["Bearer token-1", "Bearer token-2"])
        #expect(await rig.credentials.rejected == [.bearer(Secret("token-1"))])
        #expect(rig.pacing.sleeps.isEmpty)
    }

    @Test("whose second token is refused too is not made again", arguments: [Self.read, create, send])
    func noLoop(call: GraphCall) async {
        let refusal = Answer.error(
            401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience.")
        let rig = Rig([refusal, refusal, .json("{}")])
        #expect(
            await rig.failure(of: call)
                == .authenticationFailed(
                    reply: "the access token is for another service (InvalidAuthenticationToken, request-id r-1)"))
        #expect(rig.http.requests.count == 2)
    }

    @Test("is not made again with the very token that was refused")
    func sameToken() async {
        struct Stubborn: CredentialSource {
            func credential(for account: AccountID, _ demand: CredentialDemand) throws(MailError) -> MailCredential {
                .bearer(Secret("same"))
            }
        }
        let http = ScriptedHTTPClient { (_) throws(TransportError) in try Answer.status(401).response() }
        let channel = GraphChannel(
            account: AccountID(unchecked: "acc_1"), place: GraphPlace(root: Rig.root), isAppOnly: false, http: http,
            credentials: Stubborn(), settings: GraphSettings(), logger: .init(label: "test"))
        await #expect(throws: MailError.authenticationFailed(reply: "Graph refused the access token")) {
            _ = try await channel.call(Self.read, until: .after(.seconds(3_600)))
        }
        #expect(http.requests.count == 1)
    }

    @Test("passes a claims challenge on")
    func claims() async throws {
        let claims = #"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#
        let header = #"Bearer realm="", error="insufficient_claims", claims="\#(Base64(Array(claims.utf8)).text)""#
        let rig = Rig([.status(401, ["WWW-Authenticate": header]), .json("{}")])
        _ = try await rig.ask()
        #expect(await rig.credentials.claims == [claims])
    }

    @Test("ends with what keeps a new token from being had")
    func noToken() async {
        let rig = Rig(
            credentials: .init(.bearer(Secret("t")), exhausted: .credential(.signInRequired(nil, nil))), [.status(401)])
        #expect(await rig.failure() == .credential(.signInRequired(nil, nil)))
    }

    // MARK: Together

    @Test("is one of at most four under way")
    func concurrency() async throws {
        let crowd = Crowd()
        let rig = Rig(responder: { (_) throws(TransportError) in
            await crowd.pass()
            return try Answer.json("{}").response()
        })
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<40 { group.addTask { _ = await rig.failure() } }
        }
        #expect(rig.http.requests.count == 40)
        #expect(await crowd.largest == 4)
    }

    static func fault(_ status: Int, _ code: String) -> ProviderFault {
        ProviderFault(name: "graph", status: status, code: code, requestId: "r-1")
    }
}
