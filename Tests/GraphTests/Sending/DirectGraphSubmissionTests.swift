import Broker
import Domain
import Mail
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("Sending over Graph without the right to write")
struct DirectGraphSubmissionTests {
    private func submission(over rig: Rig) -> DirectGraphSubmission {
        let account = Account(
            id: AccountID(unchecked: "acc_1"), address: "Ann@example.com", username: "a1@tenant.example",
            authentication: .password, identity: Identity(tenant: "t", subject: "s", email: "ann@bücher.example"),
            graph: rig.channel.place, createdAt: Timestamp(secondsSince1970: 0))
        return DirectGraphSubmission(account: account, channel: rig.channel)
    }

    private func send(
        over rig: Rig, after earlier: Int = 0, until deadline: Deadline = .after(.seconds(3_600)),
        handover: MailError? = nil
    ) async throws -> Result<SubmissionReceipt, MailError> {
        let message = try Outgoing.message(to: ["bo@example.com", "cy@example.com"])
        let submission = submission(over: rig)
        do throws(MailError) {
            let receipt = try await submission.submit(message, until: deadline) {
                (evidence) throws(MailError) in
                if let handover { throw handover }
                #expect(evidence == nil)
                #expect(rig.http.requests.count == earlier, "told before anything is sent")
            }
            return .success(receipt)
        } catch {
            return .failure(error)
        }
    }

    @Test("gives the whole message to one request, once", arguments: [nil, "shared@example.com"])
    func plain(_ user: String?) async throws {
        let rig = Rig(user: user, [.status(202)])
        let receipt = try await send(over: rig).get()
        let place = user == nil ? "me" : "users/shared%40example.com"
        #expect(rig.http.requests.map(\.url) == ["https://graph.example/v1.0/\(place)/sendMail"])
        #expect(rig.http.requests.map(\.method) == [.post])
        #expect(rig.sent("Content-Type") == ["text/plain"])
        #expect(rig.http.requests.last?.isRepeatable == false)
        #expect(rig.http.requests.last?.body?.withExposed { $0 } == Array(Base64(Outgoing.mime).text.utf8))
        #expect(receipt.reply.code == 202)
        #expect(receipt.recipients.map(\.accepted) == [true, true])
    }

    struct Ending: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: Answer
        let isUnknown: Bool
    }

    @Test(
        "is never tried again, and is refused only by who says that nothing was taken",
        arguments: [
            Ending(
                testDescription: "a lost answer", answer: .fail(.closed("gone")), isUnknown: true),
            Ending(testDescription: "nobody there", answer: .fail(.connectFailed("no route")), isUnknown: false),
            Ending(testDescription: "a gateway's page", answer: .status(502, [:], "<html>"), isUnknown: true),
            Ending(
                testDescription: "Graph is busy", answer: .error(503, "ErrorServerBusy", "", ["Retry-After": "5"]),
                isUnknown: true),
            Ending(
                testDescription: "Graph failed", answer: .error(500, "ErrorInternalServerError"), isUnknown: true),
            Ending(testDescription: "no right", answer: .error(403, "ErrorAccessDenied"), isUnknown: false),
            Ending(testDescription: "no recipient", answer: .error(400, "ErrorInvalidRecipients"), isUnknown: false),
            Ending(
                testDescription: "throttled", answer: .error(429, "ApplicationThrottled", "", ["Retry-After": "9"]),
                isUnknown: false),
        ])
    func refused(_ ending: Ending) async throws {
        let rig = Rig([ending.answer])
        let failure = try #require(try await send(over: rig).failure)
        #expect((failure == .sendOutcomeUnknown) == ending.isUnknown, "\(failure)")
        #expect(rig.http.requests.count == 1)
    }

    @Test("is in no doubt about a message that a busy Graph kept from being sent")
    func held() async throws {
        let busy = Answer.error(503, "ErrorServerBusy", "", ["Retry-After": "7200"])
        let rig = Rig(settings: GraphSettings(longestPauseMs: 7_200_000), [busy])
        #expect(await rig.failure() != nil, "somebody reads, and is told to wait for two hours")
        let failure = try #require(try await send(over: rig, after: 1).failure)
        #expect(Self.isBusy(failure), "\(failure)")
        #expect(rig.http.requests.count == 1)
    }

    @Test("is in no doubt where its refused token cannot be tried anew because Graph is busy by then")
    func heldAfterRefusedToken() async throws {
        let busy = GraphRefusal(status: 503, headers: [HTTPField("Retry-After", "7200")], body: [])
        let channel = Mutex<GraphChannel?>(nil)
        let tokens = FixedCredentials(.bearer(Secret("token-1")), .bearer(Secret("token-2")))
        let rig = Rig(credentials: tokens) { (_) throws(TransportError) in
            if let channel = channel.withLock({ $0 }) {
                channel.holdBack(until: channel.pacing.now + .seconds(7_200), because: busy)
            }
            return try Answer.error(401, "InvalidAuthenticationToken").response()
        }
        channel.withLock { $0 = rig.channel }
        let failure = try #require(try await send(over: rig).failure)
        #expect(Self.isBusy(failure), "\(failure)")
        #expect(rig.http.requests.count == 1)
    }

    private static func isBusy(_ failure: MailError) -> Bool {
        if case .unavailable(_, _, let fault) = failure { fault?.status == 503 } else { false }
    }

    @Test("sends nothing that could not be journaled")
    func journal() async throws {
        let rig = Rig([.status(202)])
        #expect(try await send(over: rig, handover: .storage("full")).failure == .storage("full"))
        #expect(rig.http.requests.isEmpty)
    }

    @Test("is tried by whether there is a token, and contacts nobody for that")
    func verifying() async throws {
        let rig = Rig([])
        try await submission(over: rig).verify(until: .after(.seconds(3_600)))
        #expect(rig.http.requests.isEmpty)
        let lacking = Rig(credentials: FixedCredentials(exhausted: .credential(.consentRequired(scopes: [], nil))), [])
        await #expect(throws: MailError.credential(.consentRequired(scopes: [], nil))) {
            try await submission(over: lacking).verify(until: .after(.seconds(3_600)))
        }
    }

    @Test("carries no message too long for one request, and says which permission would")
    func form() {
        let form = submission(over: Rig([])).form
        #expect(form.maximumWholeBytes == 3_000_000)
        #expect(form.maximumSeparateBytes == nil)
        #expect(form.separateHint?.contains("Mail.ReadWrite") == true)
        #expect(!form.takesEnvelope)
        #expect(form.authors == ["ann@example.com", "a1@tenant.example", "ann@xn--bcher-kva.example"])
        #expect(form.readsBlindCopies)
    }
}
