import Broker
import Domain
import JSON
import Mail
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("Sending over Graph")
struct GraphSubmissionTests {
    typealias Step = DraftGraph.Step
    let graph = DraftGraph(draft: Outgoing.listed)
    let outgoing = Outgoing()

    @Test("puts the message into Drafts as it was composed, tells the draft's id, and sends it")
    func plain() async throws {
        let rig = graph.rig()
        let receipt = try await outgoing.send(Outgoing.message(), over: rig).get()
        #expect(graph.steps == [.create, .send])
        #expect(outgoing.handovers == ["draft-1"])
        #expect(graph.drafts["draft-1"]?.mime == Outgoing.mime)
        #expect(graph.sends == 1)
        #expect(receipt.reply.code == 202)
        #expect(receipt.recipients.map(\.accepted) == [true])
        #expect(rig.sent("Prefer").allSatisfy { $0?.contains(#"IdType="ImmutableId""#) == true })
        #expect(rig.sent("Content-Type").first == "text/plain")
        #expect(rig.http.requests.map(\.url).last == "https://graph.example/v1.0/me/messages/draft-1/send")
        #expect(rig.http.requests.last?.isRepeatable == false)
        #expect(rig.http.requests.last?.body?.withExposed { $0.isEmpty } == true)
    }

    @Test("goes by the path of the mailbox that it sends for")
    func elsewhere() async throws {
        let rig = graph.rig(user: "shared@example.com")
        _ = try await outgoing.send(Outgoing.message(), over: rig).get()
        #expect(rig.http.requests.allSatisfy { $0.url.contains("/v1.0/users/shared%40example.com/messages") })
    }

    // MARK: - What Exchange does not read in MIME

    struct Correction: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var from = NamedAddress(address: "ANN@example.com")
        var sender: NamedAddress?
        var recipients = ["bo@example.com"]
        var draft = Outgoing.listed
        /// The PATCH, where one is wanted.
        var expected: JSONValue?
    }

    private static func entry(_ address: String, _ name: String? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["address": .string(address)]
        members["name"] = name.map { .string($0) }
        return ["emailAddress": .object(members)]
    }

    @Test(
        "says again who sends and who gets it, where the draft may have it wrong",
        arguments: [
            Correction(testDescription: "nothing is wrong"),
            Correction(
                testDescription: "an alias", from: NamedAddress(name: "Alias", address: "alias@example.com"),
                expected: ["from": entry("alias@example.com", "Alias")]),
            Correction(
                testDescription: "on behalf", from: NamedAddress(address: "boss@example.com"),
                sender: NamedAddress(address: "ann@example.com"),
                expected: ["from": entry("boss@example.com"), "sender": entry("ann@example.com")]),
            Correction(
                testDescription: "the mailbox's own name twice", sender: NamedAddress(address: "ann@EXAMPLE.com")),
            Correction(
                testDescription: "another sender", sender: NamedAddress(address: "office@example.com"),
                expected: ["sender": entry("office@example.com")]),
            Correction(
                testDescription: "blind copies were read",
                recipients: ["bo@example.com", "x@bücher.example"],
                draft: Outgoing.listed
                    + #","bccRecipients":[{"emailAddress":{"address":"X@xn--bcher-kva.example"}}]"#),
            Correction(
                testDescription: "blind copies were dropped, one of two",
                recipients: ["bo@example.com", "x@example.com", "y@example.com"],
                draft: Outgoing.listed
                    + #","bccRecipients":[{"emailAddress":{"name":"X","address":"x@example.com"}}]"#,
                expected: ["bccRecipients": [entry("x@example.com", "X"), entry("y@example.com")]]),
            Correction(
                testDescription: "another Message-ID",
                draft: Outgoing.listed.replacing("<a@b>", with: "<other@exchange>"),
                expected: ["internetMessageId": "<a@b>"]),
            Correction(
                testDescription: "nothing is told", draft: "",
                expected: ["bccRecipients": [entry("bo@example.com")]]),
        ])
    func corrections(_ c: Correction) async throws {
        let graph = DraftGraph(draft: c.draft)
        let message = try Outgoing.message(from: c.from, sender: c.sender, to: c.recipients)
        _ = try await outgoing.send(message, over: graph.rig()).get()
        #expect(graph.drafts["draft-1"]?.changes == [c.expected].compactMap(\.self))
        #expect(graph.steps == (c.expected == nil ? [.create, .send] : [.create, .correct, .send]))
    }

    // MARK: - What can be carried

    @Test(
        "carries what fits into a request, uploads what is longer, and names what cannot be done for somebody else",
        arguments: [(nil, false), (nil, true), ("shared@example.com", true), ("shared@example.com", false)]
            as [(String?, Bool)])
    func form(_ user: String?, _ isAppOnly: Bool) {
        let form = Outgoing.submission(over: graph.rig(user: user, isAppOnly: isAppOnly).channel).form
        let isElsewhere = user != nil && !isAppOnly
        #expect(form.maximumWholeBytes == 3_000_000)
        #expect(form.maximumSeparateBytes == (isElsewhere ? 2_997_000 : 150_000_000))
        #expect((form.separateHint != nil) == isElsewhere)
        #expect(form.separateHint?.contains("app-only") ?? true)
        #expect(!form.takesEnvelope && form.readsBlindCopies && !form.judgesRecipients)
    }

    // MARK: - Before the hand-over

    @Test("lets a caller go who is cancelled while the draft is made, and deletes the draft when it is there")
    func letGo() async throws {
        let (reached, release) = (Gate(), Gate())
        let rig = Rig { request throws(TransportError) in
            if request.method == .post {
                await reached.open()
                await release.wait()
            }
            return try await graph.answer(request)
        }
        let message = try Outgoing.message()
        let submission = Outgoing.submission(over: rig.channel)
        let task = Task { () -> MailError? in
            do throws(MailError) {
                _ = try await submission.submit(message, until: .after(.seconds(3_600))) { _ in }
                return nil
            } catch {
                return error
            }
        }
        await reached.wait()
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(graph.steps.isEmpty)
        await release.open()
        await submission.close()
        #expect(graph.steps == [.create, .discard])
    }

    struct Failing: Sendable, CustomTestStringConvertible {
        var step: Step
        var fault: DraftGraph.Fault
        /// The case's name.
        var error: String
        /// Whether a draft is left that nobody knows of.
        var leavesDraft = false
        var testDescription: String { "\(step): \(fault)" }
    }

    private static let denied = DraftGraph.Fault.refused(.error(403, "ErrorAccessDenied"))

    @Test(
        "has sent nothing and leaves no draft when a step before the last one fails",
        arguments: [
            Failing(step: .create, fault: .lost(.tlsFailed("no")), error: "tlsFailed"),
            Failing(step: .create, fault: .lost(.timedOut), error: "unavailable"),
            Failing(step: .create, fault: .unanswered, error: "unavailable", leavesDraft: true),
            Failing(step: .create, fault: denied, error: "refused"),
            Failing(step: .create, fault: .refused(.error(413, "ErrorMessageSizeExceeded")), error: "refused"),
            Failing(step: .create, fault: .said(.status(201, [:], "")), error: "unavailable", leavesDraft: true),
            Failing(step: .create, fault: .said(.status(502, [:], "<html>")), error: "unavailable", leavesDraft: true),
            Failing(
                step: .create, fault: .said(.status(201, [:], #"{"id":"../me"}"#)), error: "unavailable",
                leavesDraft: true),
            Failing(step: .create, fault: .refused(.error(409, "ErrorIrresolvableConflict")), error: "unavailable"),
            Failing(step: .open, fault: .refused(.error(404, "ErrorItemNotFound")), error: "unavailable"),
            Failing(step: .correct, fault: denied, error: "refused"),
            Failing(step: .correct, fault: .refused(.error(403, "ErrorSendAsDenied")), error: "refused"),
            Failing(step: .attach, fault: .unanswered, error: "unavailable"),
            Failing(step: .attach, fault: .refused(.error(507, "ErrorQuotaExceeded")), error: "refused"),
            Failing(step: .open, fault: denied, error: "refused"),
            Failing(step: .open, fault: .said(.status(201, [:], "{}")), error: "protocolViolation"),
            Failing(step: .slice, fault: .lost(.tlsFailed("no")), error: "tlsFailed"),
            Failing(step: .slice, fault: .refused(.error(400, "BadRequest")), error: "refused"),
        ])
    func failing(_ c: Failing) async throws {
        graph.fault(c.step, c.fault)
        let message = try Outgoing.message(
            from: NamedAddress(address: "alias@example.com"),
            attachments: [CountedContent(10).attachment(), CountedContent(3_500_000).attachment()])
        let error = await outgoing.send(message, over: graph.rig()).failure
        #expect(error.map { String("\($0)".prefix { $0 != "(" }) } == c.error)
        #expect(outgoing.handovers.isEmpty && graph.sends == 0)
        #expect(!graph.steps.contains(.send))
        #expect(graph.drafts.count == (c.leavesDraft ? 1 : 0))
        // Without its address a session cannot be ended; nobody fills it.
        #expect(graph.sessions == (c.step == .open && c.error == "protocolViolation" ? 1 : 0))
    }

    @Test("sends nothing and leaves no draft when the hand-over is not allowed")
    func handoverRefused() async throws {
        let result = await outgoing.send(
            try Outgoing.message(), over: graph.rig(), handover: .storage("the disk is full"))
        #expect(result.failure == .storage("the disk is full"))
        #expect(graph.steps == [.create, .discard])
        #expect(graph.drafts.isEmpty)
    }

    @Test("leaves no draft when it is cancelled amid making one")
    func cancelled() async throws {
        let (reached, release) = (Gate(), Gate())
        let graph = DraftGraph(draft: Outgoing.listed)
        let message = try Outgoing.message()
        let rig = Rig { request throws(TransportError) in
            if request.url.hasSuffix("/messages") {
                await reached.open()
                await release.wait()
            }
            return try await graph.answer(request)
        }
        let task = Task { [outgoing] in await outgoing.send(message, over: rig) }
        await reached.wait()
        task.cancel()
        await release.open()
        #expect(await task.value.failure == .cancelled)
        #expect(graph.steps == [.create, .discard])
        #expect(graph.drafts.isEmpty && outgoing.handovers.isEmpty)
    }

    // MARK: - From the hand-over on

    @Test(
        "does not know what became of a message whose answer was lost, keeps the draft, and never sends it again",
        arguments: [
            .unanswered, .lost(.closed("reset")), .lost(.timedOut), .said(.status(500)),
            .said(.error(500, "ErrorInternalServerError")), .said(.status(502, [:], "<html>")), .said(.status(200)),
            .refused(.error(503, "ServiceUnavailable")), .said(.status(403, [:], "<html>")),
        ] as [DraftGraph.Fault])
    func lost(_ fault: DraftGraph.Fault) async throws {
        graph.fault(.send, fault)
        #expect(await outgoing.send(try Outgoing.message(), over: graph.rig()).failure == .sendOutcomeUnknown)
        #expect(graph.steps == [.create, .send])
        #expect(graph.drafts.count == 1)
        #expect(graph.sends <= 1 && outgoing.handovers.count == 1)
    }

    @Test(
        "deletes the draft that Exchange refused for certain",
        arguments: [
            (.refused(.error(403, "ErrorSendAsDenied")), .sendAsDenied),
            (.refused(.error(400, "ErrorInvalidRecipients")), .messageRefused),
            (.refused(.error(507, "ErrorQuotaExceeded")), .quotaExceeded),
            (.refused(.error(403, "ErrorAccessDenied")), .accessDenied),
            (.refused(.error(413, "ErrorMessageSizeExceeded")), .tooLarge), (.lost(.connectFailed("down")), nil),
            (.refused(.error(429, "TooManyRequests", "", ["Retry-After": "2.5"])), nil),
            (.refused(.error(503, "ServiceUnavailable", "", ["Retry-After": "3"])), nil),
        ] as [(DraftGraph.Fault, Refusal.Meaning?)])
    func refused(_ fault: DraftGraph.Fault, _ meaning: Refusal.Meaning?) async throws {
        graph.fault(.send, fault)
        let error = await outgoing.send(try Outgoing.message(), over: graph.rig()).failure
        if let meaning {
            guard case .refused(let refusal) = error else {
                Issue.record("not refused: \(String(describing: error))")
                return
            }
            #expect(refusal.meaning == meaning)
        }
        #expect(error != nil && error != .sendOutcomeUnknown)
        #expect(graph.drafts.isEmpty && graph.sends == 0)
        #expect(graph.steps == [.create, .send, .look, .discard])
    }

    @Test(
        "believes the draft more than a refusal: what was sent all the same is sent, and its copy stays",
        arguments: [
            .error(503, "ErrorServerBusy", "", ["Retry-After": "3"]), .error(429, "TooManyRequests"),
            .error(403, "ErrorAccessDenied"),
        ] as [Answer])
    func takenAllTheSame(_ answer: Answer) async throws {
        graph.fault(.send, .said(answer))
        let receipt = try await outgoing.send(Outgoing.message(), over: graph.rig()).get()
        #expect(receipt.recipients.map(\.accepted) == [true])
        #expect(graph.steps == [.create, .send, .look])
        #expect(graph.sends == 1 && graph.drafts["draft-1"]?.isDraft == false)
    }

    @Test("is told that nothing was sent where the draft disappeared before, and may send it again")
    func gone() async throws {
        graph.fault(.send, .refused(.error(404, "ErrorItemNotFound")))
        graph.fault(.look, .refused(.error(404, "ErrorItemNotFound")))
        guard
            case .unavailable(_, _, let fault) = await outgoing.send(try Outgoing.message(), over: graph.rig()).failure
        else {
            Issue.record("told otherwise")
            return
        }
        #expect(fault?.status == 404)
        #expect(graph.sends == 0)
    }

    @Test(
        "deletes nothing where the draft cannot be asked, and does not know after a failure of Graph's",
        arguments: [
            (.refused(.error(503, "ErrorServerBusy", "", ["Retry-After": "3"])), true),
            (.said(.error(503, "ErrorServerBusy", "", ["Retry-After": "3"])), true),
            (.refused(.error(403, "ErrorSendAsDenied")), false),
        ] as [(DraftGraph.Fault, Bool)])
    func unasked(_ fault: DraftGraph.Fault, _ isUnknown: Bool) async throws {
        graph.fault(.send, fault)
        graph.fault(.look, .refused(.error(403, "ErrorAccessDenied")))
        let error = await outgoing.send(try Outgoing.message(), over: graph.rig()).failure
        #expect((error == .sendOutcomeUnknown) == isUnknown && error != nil)
        #expect(graph.steps == [.create, .send, .look])
        #expect(graph.drafts.count == 1)
    }

    @Test("sends once more after a refused token, and hands over once")
    func refusedToken() async throws {
        graph.fault(.send, .refused(.error(401, "InvalidAuthenticationToken")))
        let rig = Rig(credentials: FixedCredentials(.bearer(Secret("token-1")), .bearer(Secret("token-2")))) {
            [graph] request throws(TransportError) in try await graph.answer(request)
        }
        _ = try await outgoing.send(Outgoing.message(), over: rig).get()
        #expect(graph.steps == [.create, .send, .send])
        #expect(graph.sends == 1 && outgoing.handovers.count == 1)
    }

    // MARK: - Afterwards

    @Test(
        "knows a message as taken once its draft is none any more",
        arguments: [
            (.json(#"{"isDraft":false}"#), true), (.json(#"{"isDraft":true}"#), false), (.json("{}"), false),
            (.error(404, "ErrorItemNotFound"), false),
        ] as [(Answer, Bool)])
    func taken(_ answer: Answer, _ isTaken: Bool) async throws {
        let rig = Rig([answer])
        let submission = Outgoing.submission(over: rig.channel)
        #expect(try await submission.wasTaken("AAk=", until: .after(.seconds(3_600))) == isTaken)
        #expect(rig.http.requests.map(\.url) == ["https://graph.example/v1.0/me/messages/AAk%3D?$select=isDraft"])
        #expect(try await !submission.wasTaken("../../me", until: .after(.seconds(3_600))))
        #expect(rig.http.requests.count == 1)
    }

    @Test("says so when it cannot ask what became of a message")
    func unreachable() async throws {
        let rig = Rig([.error(403, "ErrorAccessDenied")])
        let submission = Outgoing.submission(over: rig.channel)
        await #expect(throws: MailError.self) { try await submission.wasTaken("AAk=", until: .after(.seconds(3_600))) }
    }
}
