import Domain
import Mail
import TestSupport
import Testing

/// A crash is another sender on the same journal, while the first one still hangs where it was.
@Suite("A send that is interrupted")
struct SenderCrashTests {
    /// A sender that hangs at a point of its submission, and the gate that lets it end.
    static func hanging(
        beforeHandOver: Bool, host: String = "smtp.example.com", by service: MailServiceKind = .smtp,
        evidence: String? = nil, journal: InMemorySendJournal
    ) async -> (fixture: Fixture, task: Task<Void, Never>, release: Gate) {
        let reached = Gate()
        let release = Gate()
        let fixture = Fixture(
            host: host,
            submission: ScriptedSubmission(service: service, evidence: evidence) { (handover) throws(MailError) in
                if !beforeHandOver { try await handover() }
                await reached.open()
                await release.wait()
                throw .connectFailed("the old process is gone")
            }, journal: journal)
        let task = Task { _ = try? await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later) }
        await reached.wait()
        return (fixture, task, release)
    }

    @Test("before the hand-over has failed, for now, and may be tried again")
    func beforeHandOver() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: true, journal: journal)
        let fixture = Fixture(journal: journal)
        try await fixture.sender.recover(until: Fixture.later)
        guard case .failed(let failure) = await journal.entries.first?.state else {
            Issue.record("not failed")
            return
        }
        #expect(failure.isTemporary)
        #expect(fixture.submission.attempts == 0)
        let result = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(await journal.entries.map(\.id) == [result.id])
        #expect(fixture.submission.messages.count == 1)
        await old.release.open()
        await old.task.value
    }

    @Test("after the hand-over is sent when the server's own copy shows it")
    func found() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, host: "smtp.office365.com", journal: journal)
        let fixture = Fixture(host: "smtp.office365.com", journal: journal)
        await fixture.mailbox.answer(found: fixture.reference())
        try await fixture.sender.recover(until: Fixture.later)
        #expect(SenderTests.sent(await journal.entries.first?.state))
        let result = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(result.receipt.recipients.map(\.accepted) == [true])
        #expect(fixture.submission.attempts == 0)
        await old.release.open()
        await old.task.value
    }

    @Test("after the hand-over is unknown when no copy shows it, and is never sent again", arguments: [true, false])
    func notFound(serverFilesCopy: Bool) async throws {
        let host = serverFilesCopy ? "smtp.office365.com" : "smtp.example.com"
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, host: host, journal: journal)
        let fixture = Fixture(host: host, journal: journal)
        try await fixture.sender.recover(until: Fixture.later)
        #expect(await journal.entries.first?.state == .unknown())
        for _ in 0..<2 {
            let error = await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
            }
            #expect(error == .sendOutcomeUnknown)
        }
        #expect(fixture.submission.attempts == 0)
        #expect(await fixture.mailbox.calls == (serverFilesCopy ? ["find sent", "find sent", "find sent"] : []))
        if serverFilesCopy {
            await fixture.mailbox.answer(found: fixture.reference())
            let result = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
            #expect(result.receipt.reply.code == 250)
        }
        await old.release.open()
        await old.task.value
    }

    /// Handed over over Graph, which cannot be asked.
    private static func unsettled(_ ids: [String], _ fixture: Fixture) async throws {
        for id in ids {
            let messageID = try #require(InternetMessageID(rawValue: "<\(id)@example.com>"))
            let address = try #require(EmailAddress("ann@example.com"))
            _ = try await fixture.journal.open(
                SendEntry(
                    id: id, account: fixture.id, idempotencyKey: nil, contentHash: [], requestHash: nil,
                    messageID: messageID,
                    envelope: Envelope(sender: address, recipients: [address]), way: .graph,
                    createdAt: fixture.clock.now(), state: .handedOver(evidence: id)))
        }
    }

    @Test("keeps no other from being looked up: who was asked for longest ago comes first")
    func inTurn() async throws {
        let fixture = Fixture(submission: ScriptedSubmission(service: .graph))
        fixture.submission.knows(.failure(.connectFailed("down")))
        try await Self.unsettled(["a", "b"], fixture)
        try await fixture.sender.recover(until: Fixture.later)
        #expect(fixture.submission.questions == ["a", "b"])
        try await Self.unsettled(["c"], fixture)
        try await fixture.sender.recover(until: Fixture.later)
        #expect(fixture.submission.questions == ["a", "b", "c", "a", "b"])
        try await fixture.sender.recover(until: Fixture.passed)
        #expect(fixture.submission.questions.count == 5)
    }

    @Test("and can never be looked up is unknown after a week")
    func givenUp() async throws {
        let fixture = Fixture(submission: ScriptedSubmission(service: .graph))
        fixture.submission.knows(.failure(.connectFailed("down")))
        try await Self.unsettled(["a"], fixture)
        fixture.clock.advance(seconds: 6 * 86_400)
        try await fixture.sender.recover(until: Fixture.later)
        #expect(await fixture.journal.entries.first?.state == .handedOver(evidence: "a"))
        fixture.clock.advance(seconds: 2 * 86_400)
        try await fixture.sender.recover(until: Fixture.later)
        #expect(await fixture.journal.entries.first?.state == .unknown(evidence: "a"))
    }

    @Test("is found by its copy though its draft cannot be asked")
    func foundByCopy() async throws {
        let fixture = Fixture(submission: ScriptedSubmission(service: .graph))
        fixture.submission.knows(.failure(.connectFailed("down")))
        await fixture.mailbox.answer(found: fixture.reference())
        try await Self.unsettled(["a"], fixture)
        try await fixture.sender.recover(until: Fixture.later)
        #expect(SenderTests.sent(await fixture.journal.entries.first?.state))
    }

    @Test("is left for the next start when it cannot be looked up now")
    func unreachable() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, host: "smtp.gmail.com", journal: journal)
        let fixture = Fixture(host: "smtp.gmail.com", journal: journal)
        await fixture.mailbox.fail(with: .connectFailed("down"))
        try await fixture.sender.recover(until: Fixture.later)
        #expect(await journal.entries.first?.state == .handedOver())
        await old.release.open()
        await old.task.value
    }

    @Test("may be asked for before recovery has run")
    func withoutRecovery() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: true, journal: journal)
        let fixture = Fixture(journal: journal)
        let result = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(SenderTests.sent(try await journal.entry(result.id)?.state))
        await old.release.open()
        await old.task.value
    }

    @Test("by an answer that is lost is looked up at once")
    func lostAnswer() async throws {
        let lost = ScriptedSubmission { (handover) throws(MailError) in
            try await handover()
            throw .sendOutcomeUnknown
        }
        let fixture = Fixture(host: "smtp.office365.com", submission: lost)
        await fixture.mailbox.answer(found: fixture.reference())
        let result = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(result.sentCopy == .filedByServer)
        let blind = Fixture(submission: lost)
        let error = await failure { () throws(MailError) in
            try await blind.sender.send(blind.request(key: "k"), until: Fixture.later)
        }
        #expect(error == .sendOutcomeUnknown)
        #expect(await blind.journal.entries.first?.state == .unknown())
        #expect(await blind.mailbox.appended.isEmpty)
    }

    @Test(
        "by a journal that cannot be opened or cannot note the hand-over sends nothing",
        arguments: [InMemorySendJournal.Step.opening, .handingOver])
    func journalFails(_ step: InMemorySendJournal.Step) async throws {
        let fixture = Fixture()
        await fixture.journal.fail(at: step)
        let error = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        }
        #expect(error == .storage("the disk is full"))
        #expect(fixture.submission.messages.isEmpty)
    }

    @Test("by a journal that cannot note the end is told as it was")
    func endNotNoted() async throws {
        let fixture = Fixture(host: "smtp.office365.com")
        await fixture.journal.fail(at: .finishing)
        _ = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(await fixture.journal.entries.first?.state == .handedOver())
        #expect(fixture.submission.messages.count == 1)
        let again = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        }
        #expect(again == .sendOutcomeUnknown)
        #expect(fixture.submission.messages.count == 1)
    }

    @Test("of an account that is gone is unknown")
    func accountGone() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, host: "smtp.gmail.com", journal: journal)
        let fixture = Fixture(host: "smtp.gmail.com", journal: journal)
        try await fixture.store.remove(fixture.id)
        try await fixture.sender.recover(until: Fixture.later)
        #expect(await journal.entries.first?.state == .unknown())
        await old.release.open()
        await old.task.value
    }

    // MARK: - With evidence

    private static func graph() -> ScriptedSubmission { ScriptedSubmission(service: .graph, evidence: "AAk=") }

    @Test("after the hand-over is sent when the way out knows it by what it left behind")
    func evidence() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, by: .graph, evidence: "AAk=", journal: journal)
        #expect(await journal.entries.first?.state == .handedOver(evidence: "AAk="))
        // The account has another way by now, and that is not the one to ask.
        let fixture = Fixture(further: [Self.graph()], journal: journal)
        let way = try #require(fixture.further.first)
        way.knows(.success(["AAk="]))
        try await fixture.sender.recover(until: Fixture.later)
        #expect(SenderTests.sent(await journal.entries.first?.state))
        _ = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(way.questions == ["AAk="])
        #expect(fixture.submission.questions.isEmpty && fixture.submission.attempts + way.attempts == 0)
        #expect(await fixture.mailbox.calls.isEmpty)
        await old.release.open()
        await old.task.value
    }

    @Test("stays unknown as long as neither evidence nor copy shows it, keeps its evidence, and is looked up each time")
    func noEvidenceYet() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, by: .graph, evidence: "AAk=", journal: journal)
        let fixture = Fixture(submission: Self.graph(), journal: journal)
        try await fixture.sender.recover(until: Fixture.later)
        for round in 1...3 {
            #expect(await journal.entries.first?.state == .unknown(evidence: "AAk="))
            #expect(fixture.submission.questions.count == round)
            #expect(await fixture.mailbox.calls == Array(repeating: "find sent", count: round))
            let error = await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
            }
            #expect(error == .sendOutcomeUnknown)
        }
        await fixture.mailbox.answer(found: fixture.reference())
        _ = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(fixture.submission.attempts == 0)
        #expect(SenderTests.sent(await journal.entries.first?.state))
        await old.release.open()
        await old.task.value
    }

    @Test("is left as it is when the way out cannot be asked now")
    func evidenceUnreachable() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, by: .graph, evidence: "AAk=", journal: journal)
        let fixture = Fixture(submission: Self.graph(), journal: journal)
        fixture.submission.knows(.failure(.connectFailed("down")))
        try await fixture.sender.recover(until: Fixture.later)
        #expect(await journal.entries.first?.state == .handedOver(evidence: "AAk="))
        let error = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        }
        #expect(error == .sendOutcomeUnknown)
        #expect(await journal.entries.first?.state == .handedOver(evidence: "AAk="))
        #expect(fixture.submission.attempts == 0)
        await old.release.open()
        await old.task.value
    }

    @Test("by a lost answer is settled at once by the evidence that the way out has just left")
    func lostAnswerWithEvidence() async throws {
        for isKnown in [true, false] {
            let lost = ScriptedSubmission(service: .graph, evidence: "AAk=") { (handover) throws(MailError) in
                try await handover()
                throw .sendOutcomeUnknown
            }
            lost.knows(.success(isKnown ? ["AAk="] : ["another"]))
            let fixture = Fixture(submission: lost)
            let error = await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
            }
            #expect(error == (isKnown ? nil : .sendOutcomeUnknown))
            let state = await fixture.journal.entries.first?.state
            #expect(isKnown ? SenderTests.sent(state) : state == .unknown(evidence: "AAk="))
            #expect(lost.attempts == 1)
        }
    }

    @Test("before the hand-over may be tried again by another way out, which is asked from then on")
    func anotherWay() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: true, by: .graph, evidence: "AAk=", journal: journal)
        let identifier = await journal.entries.first?.messageID
        let fixture = Fixture(
            submission: ScriptedSubmission { (handover) throws(MailError) in
                try await handover()
                throw .sendOutcomeUnknown
            }, further: [Self.graph()], journal: journal)
        try await fixture.sender.recover(until: Fixture.later)
        let error = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        }
        #expect(error == .sendOutcomeUnknown)
        #expect(await journal.entries.map(\.way) == [.smtp])
        #expect(await journal.entries.first?.messageID == identifier)
        #expect(fixture.further.first?.questions.isEmpty == true)
        await old.release.open()
        await old.task.value
    }
}
