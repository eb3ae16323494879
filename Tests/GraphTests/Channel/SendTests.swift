import Broker
import Domain
import Logging
import Mail
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("The call that hands a message over")
struct SendTests {
    private static let call = GraphCall(
        .post, .mailbox("messages", "A", "send"), body: .empty, about: .draft, repetition: .never)

    /// What the answer proves; a definite refusal is named by its error.
    @Test(
        "ends in what its answer proves, and is made once",
        arguments: [
            (Answer.status(202), "taken"), (.status(200), "sendOutcomeUnknown"), (.status(204), "sendOutcomeUnknown"),
            (.status(200, [:], "<html></html>"), "sendOutcomeUnknown"),
            (.error(500, "ErrorInternalServerError"), "sendOutcomeUnknown"),
            (.error(503, "ServiceUnavailable"), "sendOutcomeUnknown"),
            (.error(503, "ErrorServerBusy", "", ["Retry-After": "2"]), "unavailable"),
            (.status(503, ["Retry-After": "2"], "<html></html>"), "sendOutcomeUnknown"),
            (.status(502, [:], "<html></html>"), "sendOutcomeUnknown"),
            (.error(504, "UnknownError", "", ["Retry-After": "2"]), "sendOutcomeUnknown"),
            (.error(429, "TooManyRequests", "", ["Retry-After": "2"]), "rateLimited"),
            (.error(429, "ApplicationThrottled"), "rateLimited"), (.status(429, [:], "<html></html>"), "rateLimited"),
            (.error(400, "ErrorInvalidRecipients"), "refused"), (.error(403, "ErrorSendAsDenied"), "refused"),
            (.error(404, "ErrorItemNotFound"), "unavailable"), (.error(413, "ErrorMessageSizeExceeded"), "refused"),
            (.status(413), "refused"), (.error(400, "SomethingNew"), "refused"),
            (.status(400, [:], "<html></html>"), "sendOutcomeUnknown"), (.status(404), "sendOutcomeUnknown"),
            (.error(408, "X"), "sendOutcomeUnknown"), (.status(302), "sendOutcomeUnknown"),
            (.error(507, "ErrorQuotaExceeded"), "refused"), (.error(501, "NotImplemented"), "refused"),
            (.status(507), "sendOutcomeUnknown"), (.error(507, "SomethingNew"), "sendOutcomeUnknown"),
            (.fail(.connectFailed("refused")), "connectFailed"), (.fail(.tlsFailed("name")), "tlsFailed"),
            (.fail(.forbiddenAddress("::1")), "connectFailed"), (.fail(.timedOut), "sendOutcomeUnknown"),
            (.fail(.closed("after the request")), "sendOutcomeUnknown"),
            (.fail(.malformed("no HTTP")), "sendOutcomeUnknown"), (.fail(.tooLarge(limit: 1)), "sendOutcomeUnknown"),
            (.fail(.cancelled), "sendOutcomeUnknown"),
        ])
    func outcome(answer: Answer, expected: String) async {
        let rig = Rig([answer, .status(202)])
        let (outcome, handovers) = await Self.run(rig)
        #expect(outcome == expected)
        #expect(rig.http.requests.count == 1)
        #expect(rig.http.requests[0].isRepeatable == false)
        #expect(handovers == 1)
        #expect(rig.pacing.sleeps.isEmpty)
    }

    @Test("whose token is refused is made once more, and the handover is not", arguments: [202, 401])
    func token(second: Int) async {
        let rig = Rig([.error(401, "InvalidAuthenticationToken"), .status(second), .status(202)])
        let (outcome, handovers) = await Self.run(rig)
        #expect(outcome == (second == 202 ? "taken" : "authenticationFailed"))
        #expect(handovers == 1)
        #expect(rig.sent("Authorization") == ["Bearer token-1", "Bearer token-2"])
    }

    @Test("is not made when the handover fails")
    func handoverFails() async {
        let rig = Rig([.status(202)])
        await #expect(throws: MailError.storage("full")) {
            try await rig.channel.send(Self.call, until: .after(.seconds(3_600))) { () throws(MailError) in
                throw .storage("full")
            }
        }
        #expect(rig.http.requests.isEmpty)
    }

    @Test("comes to no handover where there is no token, no room in time, or a hold that lasts too long")
    func before() async throws {
        let noToken = Rig(
            credentials: FixedCredentials(exhausted: .credential(.signInRequired(nil, nil))), [.status(202)])
        #expect(await Self.run(noToken) == ("credential", 0))
        let full = Rig([.status(202)])
        _ = try await full.channel.gate.enter(.batch(upTo: 4), until: .after(.seconds(3_600)))
        #expect(await Self.run(full, until: .after(.zero)) == ("timedOut", 0))
        let held = Rig([.error(429, "TooManyRequests", "", ["Retry-After": "290"]), .status(202)])
        #expect(await Self.run(held, until: .after(.seconds(200))) == ("rateLimited", 1))
        #expect(await Self.run(held, until: .after(.seconds(200))) == ("rateLimited", 0))
        #expect(held.http.requests.count == 1)
    }

    @Test(
        "waits for its answer as long as one may take, whatever is left of the caller's time",
        arguments: [3_600, 90_000])
    func answerDeadline(seconds: Int) async throws {
        let seen = Mutex<Duration>(.zero)
        let http = DeadlineWatch { deadline in seen.withLock { $0 = deadline.remaining } }
        let channel = Rig.channel(http, settings: GraphSettings(answerMs: 2_000_000, sendAnswerMs: 50_000_000))
        try await channel.send(Self.call, until: .after(.seconds(seconds))) {}
        #expect((40_000_000...50_000_000).contains(seen.withLock { $0 }.wholeMilliseconds))
    }

    private static func run(_ rig: Rig, until deadline: Deadline = .after(.seconds(3_600))) async -> (String, Int) {
        let handovers = Mutex(0)
        var outcome = "taken"
        do throws(MailError) {
            try await rig.channel.send(call, until: deadline) { handovers.withLock { $0 += 1 } }
        } catch {
            outcome = String("\(error)".prefix { $0.isLetter })
        }
        return (outcome, handovers.withLock { $0 })
    }
}
