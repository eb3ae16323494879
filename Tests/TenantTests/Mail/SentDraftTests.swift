import Domain
import Tenant
import Testing

@Suite("A draft that is sent")
struct SentDraftTests {
    @Test("leaves Drafts at once and appears in Sent Items under its own number")
    func itself() async throws {
        let town = Town { $0.set(Facts.sentCopyDelayMilliseconds, to: 20) }
        let draft = try write(in: town)
        _ = try town.office.submit(submission(of: draft, in: town))
        #expect(town.messages(of: .adele, .drafts).isEmpty)
        await town.office.settle()
        let sent = try #require(town.messages(of: .adele, .sentItems).first)
        #expect(sent.number == draft && !sent.isDraft && sent.isRead)
        #expect(town.letters(of: .adele, .sentItems).first?.from?.address == "adele@contoso.example")
        #expect(town.messages(of: .adele, .outbox).isEmpty && town.messages(of: .bruno, .inbox).count == 1)
    }

    @Test("cannot be sent a second time")
    func once() throws {
        let town = Town()
        let draft = try write(in: town)
        _ = try town.office.submit(submission(of: draft, in: town))
        #expect(throws: SubmissionRefusal.noSuchMessage) { try town.office.submit(submission(of: draft, in: town)) }
        #expect(town.messages(of: .bruno, .inbox).count == 1 && town.office.sent.count == 1)
    }

    @Test("stays a draft when it is refused")
    func refused() throws {
        let town = Town()
        let draft = try write(in: town)
        var submission = submission(of: draft, in: town)
        submission.letter.from = NamedAddress(address: "bruno@contoso.example")
        #expect(throws: SubmissionRefusal.sendAsDenied("bruno@contoso.example")) { try town.office.submit(submission) }
        #expect(town.messages(of: .adele, .drafts).map(\.isDraft) == [true])
    }

    @Test("is gone when no copy is kept")
    func withoutCopy() throws {
        let town = Town()
        let draft = try write(in: town)
        var submission = submission(of: draft, in: town)
        submission.sentCopy = .none
        _ = try town.office.submit(submission)
        #expect(
            town.mailboxes.mailbox(of: .adele)?.read { $0.folders.values.allSatisfy { $0.messages.isEmpty } } == true)
    }

    @Test("gets another number where the facts say that ids do not survive")
    func otherNumber() throws {
        let town = Town { $0.set(Facts.draftKeepsNumber, to: false) }
        let draft = try write(in: town)
        _ = try town.office.submit(submission(of: draft, in: town))
        #expect(town.messages(of: .adele, .drafts).isEmpty)
        let sent = town.messages(of: .adele, .sentItems)
        #expect(sent.count == 1 && sent.first?.number != draft)
    }

    private func write(in town: Town) throws -> MessageNumber {
        let mailbox = try #require(town.mailboxes.mailbox(of: .adele))
        return try mailbox.change { state throws(MailboxError) in
            try state.appendSample(to: state.number(.drafts)) { $0.isDraft = true }
        }
    }

    private func submission(of draft: MessageNumber, in town: Town) -> PostalSubmission {
        var submission = town.submission(to: ["bruno@contoso.example"])
        submission.draft = draft
        return submission
    }
}
