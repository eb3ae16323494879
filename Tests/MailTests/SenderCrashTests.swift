import Domain
import Mail
import TestSupport
import Testing

/// A crash is another sender on the same journal, while the first one still hangs where it was.
@Suite("A send that is interrupted")
struct SenderCrashTests {
    /// A sender that hangs at a point of its submission, and the gate that lets it end.
    static func hanging(
        beforeHandOver: Bool, host: String = "smtp.example.com", journal: InMemorySendJournal
    ) async -> (fixture: Fixture, task: Task<Void, Never>, release: Gate) {
        let reached = Gate()
        let release = Gate()
        let fixture = Fixture(
            host: host,
            submission: ScriptedSubmission { (handover) throws(MailError) in
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
        #expect(await journal.entries.first?.state == .unknown)
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

    @Test("is left for the next start when it cannot be looked up now")
    func unreachable() async throws {
        let journal = InMemorySendJournal()
        let old = await Self.hanging(beforeHandOver: false, host: "smtp.gmail.com", journal: journal)
        let fixture = Fixture(host: "smtp.gmail.com", journal: journal)
        await fixture.mailbox.fail(with: .connectFailed("down"))
        try await fixture.sender.recover(until: Fixture.later)
        #expect(await journal.entries.first?.state == .handedOver)
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
        #expect(await blind.journal.entries.first?.state == .unknown)
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
        #expect(await fixture.journal.entries.first?.state == .handedOver)
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
        #expect(await journal.entries.first?.state == .unknown)
        await old.release.open()
        await old.task.value
    }
}
