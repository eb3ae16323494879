import Domain
import Logging
import Mail
import Synchronization
import TestSupport
import Testing
import Transport

@testable import SMTP

@Suite("Submission over SMTP")
struct SMTPSubmissionTests {
    private static let greeting: [ScriptStep] = [
        .expect("EHLO [127.0.0.1]"),
        .send("250-smtp.example\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 AUTH XOAUTH2 PLAIN\r\n"),
    ]
    /// `user=ann@example.com`, token `t1`, and `t2`.
    private static let auth1 = "AUTH XOAUTH2 dXNlcj1hbm5AZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgdDEBAQ=="
    private static let auth2 = "AUTH XOAUTH2 dXNlcj1hbm5AZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgdDIBAQ=="
    private static let signedIn: [ScriptStep] = greeting + [.expect(auth1), .line("235 2.7.0 ok")]
    private static let envelope: [ScriptStep] = [
        .expect("MAIL FROM:<ann@example.com> SIZE=17"), .expect("RCPT TO:<bob@example.org>"),
        .send("250 2.1.0 ok\r\n250 2.1.5 ok\r\n"),
    ]
    private static let data: [ScriptStep] = [.expect("DATA"), .line("354 go")]
    private static let content: [ScriptStep] = [.expectBytes(Array("Subject: a\r\n\r\nb".utf8))]
    private static let dot: [ScriptStep] = [.expectBytes(Array("\r\n.\r\n".utf8))]
    private static let message = Array("Subject: a\r\n\r\nb\r\n".utf8)
    private static let wholeMail = envelope + data + content + dot + [.line("250 2.0.0 Ok: queued as Q1")]

    /// Counts handovers, and tells what the server had seen by then.
    private final class Handovers: Sendable {
        private let transcripts = Mutex<[[String]]>([])
        var count: Int { transcripts.withLock(\.count) }
        var last: [String] { transcripts.withLock { $0.last ?? [] } }
        func add(_ transcript: [String]) { transcripts.withLock { $0.append(transcript) } }
    }

    private func submission(
        _ connector: ScriptedConnector, _ credentials: FixedCredentials? = nil,
        _ settings: SMTPSettings = SMTPSettings(), openedBy authentication: Account.Authentication = .password
    ) throws -> SMTPSubmission {
        SMTPSubmission(
            account: AccountID(unchecked: "acc_test"),
            server: ServerAddress(host: "smtp.example", port: 587, security: .startTLS), username: "ann@example.com",
            openedBy: authentication, connector: connector,
            credentials: credentials ?? FixedCredentials(.bearer(Secret("t1")), .bearer(Secret("t2"))),
            settings: settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func mail(
        to recipients: [String] = ["bob@example.org"], requireAll: Bool = false
    ) throws -> Envelope {
        Envelope(
            sender: try #require(EmailAddress("ann@example.com")),
            recipients: try recipients.map { try #require(EmailAddress($0)) }, requireAllRecipients: requireAll)
    }

    private func send(
        _ submission: SMTPSubmission, _ connector: ScriptedConnector, _ envelope: Envelope? = nil,
        _ handovers: Handovers = Handovers()
    ) async throws -> Result<SubmissionReceipt, MailError> {
        let envelope = try envelope ?? mail()
        do throws(MailError) {
            return .success(
                try await submission.submit(Self.message, under: envelope, until: .after(.seconds(3_600))) {
                    () async throws(MailError) in
                    handovers.add(await connector.opened.last?.transcript ?? [])
                })
        } catch {
            return .failure(error)
        }
    }

    @Test(arguments: [1, 2, 1_000]) func handsAMessageOver(pieceSize: Int) async throws {
        let connector = ScriptedConnector([ScriptedStream(Self.signedIn + Self.wholeMail, pieceSize: pieceSize)])
        let handovers = Handovers()
        let receipt = try await send(submission(connector), connector, nil, handovers).get()
        #expect(receipt.reply == ServerReply(code: 250, enhancedCode: "2.0.0", text: "Ok: queued as Q1"))
        #expect(receipt.queueID == "Q1")
        #expect(receipt.recipients.map(\.accepted) == [true])
        #expect(await connector.problems == [])
        #expect(handovers.count == 1)
    }

    @Test func tellsOfTheHandoverBetweenTheContentAndTheDot() async throws {
        let connector = ScriptedConnector(Self.signedIn + Self.wholeMail)
        let handovers = Handovers()
        _ = try await send(submission(connector), connector, nil, handovers).get()
        #expect(handovers.last.last == "Subject: a\r\n\r\nb")
    }

    @Test func sendsNothingWhenTheHandoverFails() async throws {
        let connector = ScriptedConnector(Self.signedIn + Self.envelope + Self.data + Self.content + Self.dot)
        let submission = try submission(connector)
        await #expect(throws: MailError.storage("full")) {
            try await submission.submit(Self.message, under: mail(), until: .after(.seconds(3_600))) {
                () async throws(MailError) in throw .storage("full")
            }
        }
        let stream = try #require(await connector.opened.first)
        #expect(await stream.transcript.last == "Subject: a\r\n\r\nb")
        #expect(await stream.isClosedByClient)
    }

    @Test(arguments: 0..<11) func failsWithoutADoubtWhenTheConnectionEndsBeforeTheDot(step: Int) async throws {
        let script = Self.signedIn + Self.envelope + Self.data + Self.content
        #expect(script.count == 10)
        let connector = ScriptedConnector(Array(script[..<step]) + [.close])
        let result = try await send(submission(connector), connector)
        guard case .failure(.unavailable) = result else {
            // After DATA's answer everything has been written, so that only the dot's answer can be missing.
            #expect(step >= 9)
            #expect(result == .failure(.sendOutcomeUnknown))
            return
        }
        #expect(step < 9)
    }

    @Test(arguments: [
        [ScriptStep.close], [.failRead(.timedOut)], [.failRead(.closed("reset"))], [.failRead(.cancelled)],
        [.line("what?"), .close], [.send("250 2.0.0 Ok"), .close], [.send("250-2.0.0 Ok\r\n"), .close],
        [.line("354 more"), .close],
    ])
    func leavesTheOutcomeOpenWithoutACompleteReply(steps: [ScriptStep]) async throws {
        let connector = ScriptedConnector(
            Self.signedIn + Self.envelope + Self.data + Self.content + Self.dot + steps)
        let handovers = Handovers()
        let result = try await send(submission(connector), connector, nil, handovers)
        #expect(result == .failure(.sendOutcomeUnknown))
        #expect(handovers.count == 1)
    }

    @Test func usesACompleteReplyBeforeTheEnd() async throws {
        let connector = ScriptedConnector(Self.signedIn + Self.wholeMail + [.close])
        #expect(try await send(submission(connector), connector).get().queueID == "Q1")
    }

    @Test(arguments: [
        ("554 5.7.1 no", MailError.messageRejected(ServerReply(code: 554, enhancedCode: "5.7.1", text: "no"))),
        ("451 4.3.0 later", .unavailable("451 4.3.0 later")), ("421 4.3.2 bye", .unavailable("421 4.3.2 bye")),
        (
            "432 4.3.2 Concurrent connections limit exceeded",
            .rateLimited("432 4.3.2 Concurrent connections limit exceeded")
        ),
    ])
    func believesARefusalAfterTheDot(reply: String, error: MailError) async throws {
        let connector = ScriptedConnector(
            Self.signedIn + Self.envelope + Self.data + Self.content + Self.dot + [.line(reply)])
        #expect(try await send(submission(connector), connector) == .failure(error))
    }

    @Test(arguments: [Duration.zero, .seconds(30), .seconds(7_200)])
    func waitsForTheOutcomeTenMinutesAndMoreWhenThereIsMoreTime(patience: Duration) async throws {
        let connector = ScriptedConnector(Self.signedIn + Self.wholeMail)
        let submission = try submission(connector)
        let deadline = Deadline.after(patience)
        let atLeast = Deadline.after(.seconds(600))
        _ = try await submission.submit(Self.message, under: mail(), until: deadline) {}
        let waited = try #require(await connector.opened.first?.readDeadline)
        if patience > .seconds(600) { #expect(waited == deadline) } else { #expect(waited >= atLeast) }
    }

    @Test func waitsForTheOutcomeEvenWhenItIsCancelled() async throws {
        let gate = Gate()
        let stream = ScriptedStream(
            Self.signedIn + Self.envelope + Self.data + Self.content + Self.dot
                + [.wait(gate), .line("250 Ok: queued as Q2")])
        let connector = ScriptedConnector([stream])
        let submission = try submission(connector)
        let envelope = try mail()
        let handedOver = Gate()
        let task = Task {
            try await submission.submit(Self.message, under: envelope, until: .after(.seconds(3_600))) {
                () async throws(MailError) in await handedOver.open()
            }
        }
        await handedOver.wait()
        task.cancel()
        await gate.open()
        #expect(try await task.value.queueID == "Q2")
    }

    @Test func endsCleanlyWhenCancelledBeforeTheDot() async throws {
        let gate = Gate()
        let stream = ScriptedStream(Self.signedIn + Self.envelope + [.expect("DATA"), .wait(gate), .line("354 go")])
        let connector = ScriptedConnector([stream])
        let submission = try submission(connector)
        let handovers = Handovers()
        let envelope = try mail()
        let task = Task {
            try await submission.submit(Self.message, under: envelope, until: .after(.seconds(3_600))) {
                () async throws(MailError) in handovers.add([])
            }
        }
        task.cancel()
        await #expect(throws: MailError.cancelled) { try await task.value }
        await gate.open()
        #expect(handovers.count == 0)
    }

    // MARK: - Recipients

    struct Recipients: Sendable {
        let replies: [String]
        var requireAll = false
        let isSent: Bool
        let accepted: [Bool]
    }

    @Test(arguments: [
        Recipients(replies: ["250 ok", "250 ok"], isSent: true, accepted: [true, true]),
        Recipients(replies: ["250 ok", "550 5.1.1 no"], isSent: true, accepted: [true, false]),
        Recipients(replies: ["550 no", "251 will forward"], isSent: true, accepted: [false, true]),
        Recipients(replies: ["550 no", "450 later"], isSent: false, accepted: [false, false]),
        Recipients(replies: ["250 ok", "550 no"], requireAll: true, isSent: false, accepted: [true, false]),
        Recipients(replies: ["250 ok", "250 ok"], requireAll: true, isSent: true, accepted: [true, true]),
    ])
    func answersForEachRecipient(_ c: Recipients) async throws {
        let opening: [ScriptStep] = [
            .expect("MAIL FROM:<ann@example.com> SIZE=17"), .expect("RCPT TO:<a@example.org>"),
            .expect("RCPT TO:<b@example.org>"), .line("250 ok"), .line(c.replies[0]), .line(c.replies[1]),
        ]
        let rest: [ScriptStep] =
            c.isSent
            ? Self.data + Self.content + Self.dot + [.line("250 ok")] : [.expect("RSET"), .line("250 ok")]
        let connector = ScriptedConnector(Self.signedIn + opening + rest)
        let envelope = try mail(to: ["a@example.org", "b@example.org"], requireAll: c.requireAll)
        let handovers = Handovers()
        switch try await send(submission(connector), connector, envelope, handovers) {
        case .success(let receipt):
            #expect(c.isSent)
            #expect(receipt.recipients.map(\.accepted) == c.accepted)
            #expect(receipt.recipients.map(\.index) == [0, 1])
        case .failure(.recipientsRejected(let results)):
            #expect(!c.isSent)
            #expect(results.map(\.accepted) == c.accepted)
        case .failure(let error): Issue.record(error)
        }
        #expect(handovers.count == (c.isSent ? 1 : 0))
        #expect(await connector.problems == [])
    }

    // MARK: - Signing in

    @Test func replacesARefusedTokenOnce() async throws {
        let refused =
            Self.greeting + [.expect(Self.auth1), .line("535 5.7.3 Authentication unsuccessful"), .expect("QUIT")]
        let connector = ScriptedConnector(
            refused, Self.greeting + [.expect(Self.auth2), .line("235 ok")] + Self.wholeMail)
        let credentials = FixedCredentials(.bearer(Secret("t1")), .bearer(Secret("t2")))
        _ = try await send(submission(connector, credentials), connector).get()
        #expect(await credentials.rejected == [.bearer(Secret("t1"))])
        #expect(await connector.problems == [])
    }

    @Test func givesUpWhenTheSecondTokenIsRefusedToo() async throws {
        let refusal = ScriptStep.line("535 5.7.3 Authentication unsuccessful")
        let connector = ScriptedConnector(
            Self.greeting + [.expect(Self.auth1), refusal], Self.greeting + [.expect(Self.auth2), refusal])
        let result = try await send(submission(connector), connector)
        #expect(result == .failure(.authenticationFailed(reply: "535 5.7.3 Authentication unsuccessful")))
        #expect(await connector.remaining == 0)
    }

    @Test(arguments: [
        Account.Authentication.borrowed(from: AccountID(unchecked: "acc_b")),
        .application(AppID(unchecked: "app_a")),
    ])
    func takesASecondRefusalForAMissingRightWhereNobodyCouldSignInAgain(
        _ authentication: Account.Authentication
    ) async throws {
        let refusal = ScriptStep.line("535 5.7.3 Authentication unsuccessful")
        let connector = ScriptedConnector(
            Self.greeting + [.expect(Self.auth1), refusal], Self.greeting + [.expect(Self.auth2), refusal])
        let result = try await send(submission(connector, openedBy: authentication), connector)
        #expect(result == .failure(.accessDenied(by: .smtp, openedBy: authentication)))
    }

    @Test func asksForNoOtherTokenWhereThatCannotHelp() async throws {
        let sentence = "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
        let connector = ScriptedConnector(Self.greeting + [.expect(Self.auth1), .line("535 " + sentence)])
        let credentials = FixedCredentials(.bearer(Secret("t1")), .bearer(Secret("t2")))
        let result = try await send(submission(connector, credentials), connector)
        guard case .failure(.rejected(let reply)) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(reply.code == 535)
        #expect(reply.enhancedCode == "5.7.139")
        #expect(await credentials.rejected == [])
    }

    @Test func doesNotTryAPasswordTwice() async throws {
        let connector = ScriptedConnector(
            Self.greeting + [.expect("AUTH PLAIN AGFubkBleGFtcGxlLmNvbQBw"), .line("535 5.7.8 wrong")])
        let credentials = FixedCredentials(.password(Secret("p")))
        let result = try await send(submission(connector, credentials), connector)
        #expect(result == .failure(.authenticationFailed(reply: "535 5.7.8 wrong")))
        #expect(await credentials.rejected == [])
    }

    @Test func answersTheExplanationOfARefusal() async throws {
        let connector = ScriptedConnector(
            Self.greeting + [
                .expect(Self.auth1), .line("334 eyJzdGF0dXMiOiI0MDEifQ=="), .expect(""), .line("535 5.7.8 no"),
            ], Self.greeting + [.expect(Self.auth2), .line("235 ok"), .expect("QUIT")])
        let submission = try submission(connector)
        try await submission.verify(until: .after(.seconds(3_600)))
        #expect(await connector.problems == [])
    }

    @Test func waitsForTheServerWithALongToken() async throws {
        let token = String(repeating: "x", count: 2_000)
        let response = Base64(Array("user=ann@example.com\u{1}auth=Bearer \(token)\u{1}\u{1}".utf8)).text
        let connector = ScriptedConnector(
            Self.greeting + [
                .expect("AUTH XOAUTH2"), .line("334 "), .expect(response), .line("235 ok"), .expect("QUIT"),
            ])
        try await submission(connector, FixedCredentials(.bearer(Secret(token)))).verify(until: .after(.seconds(3_600)))
        #expect(await connector.problems == [])
    }

    @Test(arguments: [
        (TransportError.connectFailed("x"), MailError.connectFailed("x")), (.tlsFailed("x"), .tlsFailed("x")),
        (.timedOut, .timedOut), (.forbiddenAddress("x"), .connectFailed("x")), (.cancelled, .cancelled),
        (.malformed("x"), .protocolViolation("x")),
    ])
    func tellsWhyThereIsNoConnection(error: TransportError, expected: MailError) async throws {
        let connector = ScriptedConnector(failing: error)
        #expect(try await send(submission(connector), connector) == .failure(expected))
    }

    @Test(arguments: ["x\r\n", "250-a\r\n550 b\r\n", String(repeating: "250-a\r\n", count: 101)])
    func givesUpAServerThatBabbles(answer: String) async throws {
        let connector = ScriptedConnector([.expect("EHLO [127.0.0.1]"), .send(answer)])
        guard case .failure(.protocolViolation) = try await send(submission(connector), connector) else {
            Issue.record("no violation")
            return
        }
        #expect(await connector.opened.first?.isClosedByClient == true)
    }

    @Test func sendsNothingThatTheServerWouldNotTake() async throws {
        let connector = ScriptedConnector(Self.signedIn + Self.wholeMail)
        let submission = try submission(connector)
        let long = Self.message + [UInt8](repeating: 0x61, count: 1_000)
        await #expect(throws: MailError.tooLarge("the message has 1017 bytes, and the server takes 1000")) {
            try await submission.submit(long, under: mail(), until: .after(.seconds(3_600))) {
                () async throws(MailError) in
            }
        }
        await #expect(throws: MailError.self) {
            try await submission.submit(Array("a\n.\nb".utf8), under: mail(), until: .after(.seconds(3_600))) {
                () async throws(MailError) in
            }
        }
        // The connection has seen nothing of it and serves the next message.
        _ = try await send(submission, connector).get()
        #expect(await connector.problems == [])
    }

    // MARK: - The kept connection

    @Test func keepsItsConnectionForTheNextMessage() async throws {
        let connector = ScriptedConnector(
            Self.signedIn + Self.wholeMail + Self.envelope + [
                .expect("DATA"), .line("451 4.3.0 later"), .expect("RSET"),
            ]
                + [.line("250 ok")] + Self.wholeMail + [.expect("QUIT")])
        let submission = try submission(connector)
        _ = try await send(submission, connector).get()
        #expect(try await send(submission, connector) == .failure(.unavailable("451 4.3.0 later")))
        _ = try await send(submission, connector).get()
        await submission.close()
        #expect(await connector.problems == [])
        #expect(await connector.opened.count == 1)
        #expect(await connector.opened.first?.isFinished == true)
    }

    @Test(arguments: [
        [ScriptStep.close], [.failRead(.closed("reset"))], [.line("421 4.4.2 timeout"), .close],
        [.expectPrefix("MAIL"), .expectPrefix("RCPT"), .close],
        [.expectPrefix("MAIL"), .expectPrefix("RCPT"), .line("421 4.3.2 bye"), .close],
    ])
    func replacesAKeptConnectionThatHadDied(ending: [ScriptStep]) async throws {
        let connector = ScriptedConnector(Self.signedIn + Self.wholeMail + ending, Self.signedIn + Self.wholeMail)
        let submission = try submission(connector)
        _ = try await send(submission, connector).get()
        _ = try await send(submission, connector).get()
        #expect(await connector.opened.count == 2)
        #expect(await connector.problems == [])
    }

    @Test func doesNotReplaceAConnectionThatHadTakenMail() async throws {
        let ending: [ScriptStep] = [.expectPrefix("MAIL"), .expectPrefix("RCPT"), .line("250 ok"), .close]
        let connector = ScriptedConnector(Self.signedIn + Self.wholeMail + ending, Self.signedIn + Self.wholeMail)
        let submission = try submission(connector)
        _ = try await send(submission, connector).get()
        guard case .failure(.unavailable) = try await send(submission, connector) else {
            Issue.record("sent again")
            return
        }
        #expect(await connector.remaining == 1)
    }

    @Test func doesNotReplaceAFreshConnectionThatDies() async throws {
        let connector = ScriptedConnector(Self.signedIn + [.close], Self.signedIn + Self.wholeMail)
        guard case .failure(.unavailable) = try await send(submission(connector), connector) else {
            Issue.record("sent again")
            return
        }
        #expect(await connector.remaining == 1)
    }

    @Test func saysGoodbyeWhenNobodyHasMore() async throws {
        let stream = ScriptedStream(Self.signedIn + Self.wholeMail + [.expect("QUIT")])
        let connector = ScriptedConnector([stream])
        let submission = try submission(connector, nil, SMTPSettings(idleTime: .zero))
        _ = try await send(submission, connector).get()
        await stream.finished()
        #expect(await stream.problems == [])
        #expect(await stream.isFinished)
    }

    @Test func sendsOneMessageAfterTheOther() async throws {
        let rounds = 5
        let connector = ScriptedConnector(
            Self.signedIn + (0..<rounds).flatMap { _ in Self.wholeMail })
        let submission = try submission(connector)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<rounds {
                group.addTask { _ = try await send(submission, connector).get() }
            }
            try await group.waitForAll()
        }
        #expect(await connector.problems == [])
        #expect(await connector.opened.count == 1)
    }
}
