import Domain
import Mail
import TestSupport
import Testing
import Transport

@testable import IMAP

@Suite("The connections of an account")
struct ConnectionTests {
    private static let list: [ScriptStep] = [
        .expect("{tag} LIST \"\" \"*\""), .line("* LIST () \"/\" INBOX"), .line("{tag} OK"),
    ]

    private func list(_ mailbox: IMAPMailbox, until deadline: Deadline = Dialogue.soon) async throws(MailError)
        -> [String]
    {
        try await mailbox.mailboxes(MailboxListing(counts: false), until: deadline).map(\.path)
    }

    @Test("are kept and used again, and said goodbye to")
    func reuse() async throws {
        let connector = ScriptedConnector(Dialogue.signIn() + Self.list + Self.list + [.expect("{tag} LOGOUT")])
        let mailbox = Dialogue.mailbox(connector)
        #expect(try await list(mailbox) == ["INBOX"])
        #expect(try await list(mailbox) == ["INBOX"])
        await mailbox.close()
        #expect(await connector.problems == [])
        #expect(await connector.opened[0].isFinished)
        #expect(await connector.opened[0].isClosedByClient)
    }

    @Test("are closed when nobody has used them for a while")
    func idle() async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + Self.list + [.expect("{tag} LOGOUT")], Dialogue.signIn() + Self.list)
        let mailbox = Dialogue.mailbox(connector, settings: IMAPSettings(idleTime: .zero))
        _ = try await list(mailbox)
        _ = try await list(mailbox)
        await connector.opened[0].finished()  // said goodbye to while the second call goes on
        #expect(await connector.opened[0].problems == [])
        #expect(await connector.opened.count == 2)
    }

    @Test("are left behind without waiting for a goodbye that the network does not take", .timeLimit(.minutes(10)))
    func stalledGoodbye() async throws {
        let gate = Gate()
        let connector = StallingConnector(
            ScriptedConnector(Dialogue.signIn() + Self.list + [.expect("{tag} LOGOUT")], Dialogue.signIn() + Self.list),
            until: gate)
        let mailbox = Dialogue.mailbox(connector, settings: IMAPSettings(idleTime: .zero))
        _ = try await list(mailbox)
        #expect(try await list(mailbox) == ["INBOX"])
        await gate.open()
    }

    @Test("that died in silence are replaced without anybody noticing", arguments: [true, false])
    func stale(withBye: Bool) async throws {
        let end: [ScriptStep] = withBye ? [.line("* BYE idle for too long"), .close] : [.close]
        let connector = ScriptedConnector(
            Dialogue.signIn() + Self.list + [.expect("{tag} LIST \"\" \"*\"")] + end, Dialogue.signIn() + Self.list)
        let mailbox = Dialogue.mailbox(connector)
        _ = try await list(mailbox)
        #expect(try await list(mailbox) == ["INBOX"])
        #expect(await connector.problems == [])
        #expect(await connector.remaining == 0)
    }

    @Test("that die in the middle of an answer are an error, once", arguments: [0, 1])
    func deathInTheMiddle(_ reused: Int) async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + (reused == 1 ? Self.list : []) + [
                .expect("{tag} LIST \"\" \"*\""), .line("* LIST () \"/\" INBOX"), .close,
            ], Dialogue.signIn() + Self.list)
        let mailbox = Dialogue.mailbox(connector)
        if reused == 1 { _ = try await list(mailbox) }
        await #expect(throws: MailError.unavailable("the IMAP server hung up")) { _ = try await list(mailbox) }
        #expect(try await list(mailbox) == ["INBOX"])
    }

    @Test("are given up after an illegal answer, and replaced for the next call")
    func illegal() async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + [.expectPrefix("{tag} LIST"), .line("* LIST nonsense")], Dialogue.signIn() + Self.list)
        let mailbox = Dialogue.mailbox(connector)
        await #expect(throws: MailError.self) { _ = try await list(mailbox) }
        #expect(await connector.opened[0].isClosedByClient)
        #expect(try await list(mailbox) == ["INBOX"])
    }

    @Test("are given up when the deadline passes in the middle of a body")
    func deadlineInBody() async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 1) + [
                .expectPrefix("{tag} UID FETCH 9"), .send("* 1 FETCH (UID 9 BODY[] {100}\r\nabc"), .failRead(.timedOut),
            ], Dialogue.signIn() + Self.list)
        let mailbox = Dialogue.mailbox(connector)
        await #expect(throws: MailError.timedOut) {
            try await mailbox.source(of: Dialogue.reference(uid: 9), into: RecordingSink(), until: Dialogue.soon)
        }
        #expect(await connector.opened[0].isClosedByClient)
        #expect(try await list(mailbox) == ["INBOX"])
    }

    @Test("are given up when the consumer of a body fails")
    func consumerFails() async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 1) + [
                .expectPrefix("{tag} UID FETCH 9"), .send("* 1 FETCH (UID 9 BODY[] {3}\r\nabc)\r\n{tag} OK\r\n"),
            ])
        let mailbox = Dialogue.mailbox(connector)
        await #expect(throws: MailError.storage("full")) {
            try await mailbox.source(
                of: Dialogue.reference(uid: 9), into: RecordingSink(failing: .storage("full")), until: Dialogue.soon)
        }
        #expect(await connector.opened[0].isClosedByClient)
    }

    @Test("are given up when the caller goes away")
    func cancellation() async throws {
        let stream = ScriptedStream(Dialogue.signIn() + [.expectPrefix("{tag} LIST"), .wait(Gate())])
        let mailbox = Dialogue.mailbox(ScriptedConnector([stream]))
        let call = Task { await failure { () throws(MailError) in _ = try await list(mailbox) } }
        while await stream.transcript.count < 3 { await Task.yield() }
        call.cancel()
        #expect(await call.value == .cancelled)
        #expect(await stream.isClosedByClient)
    }

    @Test("are as many as allowed; who comes later waits in line")
    func bound() async throws {
        let gate = Gate()
        let stream = ScriptedStream(
            Dialogue.signIn() + [.expectPrefix("{tag} LIST"), .wait(gate), .line("{tag} OK")] + Self.list)
        let mailbox = Dialogue.mailbox(
            ScriptedConnector([stream]), settings: IMAPSettings(maximumConnections: 1, maximumWaiting: 1))
        async let first = list(mailbox)
        while await stream.transcript.count < 3 { await Task.yield() }
        // One of these finds the only place to wait taken by the other, whichever comes first.
        let endings = AsyncStream<MailError?>.makeStream()
        for _ in 0..<2 {
            Task { endings.continuation.yield(await failure { () throws(MailError) in _ = try await list(mailbox) }) }
        }
        var iterator = endings.stream.makeAsyncIterator()
        guard case .unavailable?? = await iterator.next() else {
            Issue.record("not refused")
            return
        }
        await gate.open()
        #expect(try await first == [])
        #expect(await iterator.next() == .some(nil))
        #expect(await stream.problems == [])
    }

    @Test("are waited for until the deadline and no longer, or until the caller goes away")
    func waiting() async throws {
        let gate = Gate()
        let stream = ScriptedStream(Dialogue.signIn() + [.expectPrefix("{tag} LIST"), .wait(gate), .line("{tag} OK")])
        let mailbox = Dialogue.mailbox(ScriptedConnector([stream]), settings: IMAPSettings(maximumConnections: 1))
        async let first = list(mailbox)
        while await stream.transcript.count < 3 { await Task.yield() }
        await #expect(throws: MailError.timedOut) { _ = try await list(mailbox, until: .after(.zero)) }
        let late = Task { await failure { () throws(MailError) in _ = try await list(mailbox) } }
        late.cancel()
        #expect(await late.value == .cancelled)
        await gate.open()
        _ = try await first
    }

    @Test("are not opened while the server wants to be left alone")
    func throttled() async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + [
                .expectPrefix("{tag} LIST"),
                .line("{tag} BAD Request is throttled. Suggested Backoff Time: 60000 milliseconds"), .close,
            ], Dialogue.signIn() + Self.list)
        let mailbox = Dialogue.mailbox(connector)
        await #expect(throws: MailError.self) { _ = try await list(mailbox) }
        await mailbox.close()
        let error = await failure { () throws(MailError) in _ = try await list(mailbox) }
        guard case .rateLimited(_, let delay?, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect((1...60_000).contains(delay))
        #expect(await connector.remaining == 1)
    }

    @Test("that look at a mailbox already are lent to those who want it")
    func lookingAt() async throws {
        let gate = Gate()
        let listing = ScriptedStream(
            Dialogue.signIn() + [.expectPrefix("{tag} LIST"), .wait(gate), .line("{tag} OK")])
        let fetch: [ScriptStep] = [
            .expectPrefix("{tag} UID FETCH 9"), .send("* 1 FETCH (UID 9 BODY[] {3}\r\nabc)\r\n{tag} OK\r\n"),
        ]
        let looking = ScriptedStream(
            Dialogue.signIn() + [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 1) + fetch + fetch)
        let mailbox = Dialogue.mailbox(ScriptedConnector([listing, looking]))
        async let listed = list(mailbox)
        while await listing.transcript.count < 3 { await Task.yield() }
        try await mailbox.source(of: Dialogue.reference(uid: 9), into: RecordingSink(), until: Dialogue.soon)
        await gate.open()
        _ = try await listed  // kept later than the other, so the first choice of who wants none in particular
        try await mailbox.source(of: Dialogue.reference(uid: 9), into: RecordingSink(), until: Dialogue.soon)
        #expect(await listing.isFinished)
        #expect(await looking.isFinished)
    }

    @Test(
        "leave the server alone for an hour at most, and tell nobody's address",
        arguments: [
            (
                "BAD Request is throttled. Suggested Backoff Time: 60000 milliseconds",
                MailError.rateLimited(
                    "BAD Request is throttled. Suggested Backoff Time: 60000 milliseconds", retryAfterMs: 60_000)
            ),
            (
                "BAD Suggested Backoff Time: 92415000 milliseconds",
                MailError.rateLimited("BAD Suggested Backoff Time: 92415000 milliseconds", retryAfterMs: 3_600_000)
            ),
            (
                "NO [UNAVAILABLE] <ann@example.com>, try later",
                MailError.unavailable("NO [UNAVAILABLE] <address> try later")
            ),
        ])
    func refusals(said: String, error: MailError) async {
        let connector = ScriptedConnector(Dialogue.signIn() + [.expectPrefix("{tag} LIST"), .line("{tag} \(said)")])
        let mailbox = Dialogue.mailbox(connector)
        await #expect(throws: error) { _ = try await list(mailbox) }
    }

    @Test("are replaced when a kept one says goodbye in the midst of its answers, and the true answer comes")
    func goodbye() async throws {
        let fetch: [ScriptStep] = [.expectPrefix("{tag} UID FETCH 9"), .expectPrefix("{tag} UID FETCH 9")]
        let begin: [ScriptStep] = [.expect("{tag} EXAMINE \"INBOX\"")] + fetch
        let message = "* 1 FETCH (UID 9 ENVELOPE NIL BODYSTRUCTURE (\"IMAGE\" \"PNG\" NIL NIL NIL \"7BIT\" 5))"
        let kept =
            Dialogue.signIn() + begin + Dialogue.selected(exists: 1, tag: "{tag-2}") + [
                .line(message), .line("{tag-1} OK"), .line("{tag} OK"),
            ] + fetch + [.line("* BYE mailbox deleted under us"), .line("{tag-1} NO [SERVERBUG] gone"), .close]
        let fresh =
            Dialogue.signIn() + begin + Dialogue.selected(exists: 1, uidValidity: 8, tag: "{tag-2}") + [
                .line("{tag-1} OK"), .line("{tag} OK"),
            ]
        let connector = ScriptedConnector(kept, fresh)
        let mailbox = Dialogue.mailbox(connector)
        let reading = MessageReading(html: false)
        _ = try await mailbox.message(Dialogue.reference(uid: 9), reading, until: Dialogue.soon)
        await #expect(throws: MailError.notFound(what: "message", .uidValidityChanged)) {
            _ = try await mailbox.message(Dialogue.reference(uid: 9), reading, until: Dialogue.soon)
        }
        #expect(await connector.problems == [])
    }

    @Test("that are turned away at the greeting are an outage, which passes")
    func turnedAway() async {
        let mailbox = Dialogue.mailbox(ScriptedConnector(failing: .malformed("Weird server reply")))
        let error = await failure { () throws(MailError) in _ = try await list(mailbox) }
        guard case .unavailable = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("that cannot be made say why")
    func unreachable() async {
        let mailbox = Dialogue.mailbox(ScriptedConnector(failing: .tlsFailed("certificate expired")))
        await #expect(throws: MailError.tlsFailed("certificate expired")) { _ = try await list(mailbox) }
    }
}
