import Tenant
import Testing

@Suite("A submission is refused")
struct SubmissionLimitTests {
    @Test("without recipients, and with more than a message may have")
    func recipients() throws {
        let town = Town { $0.set(Facts.maximumRecipients, to: 2) }
        #expect(throws: SubmissionRefusal.noRecipients) { try town.office.submit(town.submission(to: [])) }
        let three = town.submission(to: ["a@elsewhere.example", "b@elsewhere.example", "c@elsewhere.example"])
        #expect(throws: SubmissionRefusal.tooManyRecipients(limit: 2)) { try town.office.submit(three) }
        #expect(town.office.sent.isEmpty)
    }

    @Test("when it is larger than the mailbox may send")
    func size() throws {
        let town = Town()
        town.directory.change(person: .adele) { $0.messageSizeLimit = 5_000 }
        var letter = Letter.sample()
        letter.body.content = String(repeating: "x", count: 5_000)
        #expect(throws: SubmissionRefusal.tooLarge(limit: 5_000)) {
            try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"]))
        }
    }

    @Test("when it is larger than the recipient accepts, it comes back")
    func received() throws {
        let town = Town()
        town.directory.change(person: .bruno) { $0.messageSizeLimit = 0 }
        var letter = Letter.sample()
        letter.body.content = String(repeating: "x", count: 2 << 20)
        #expect(try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"])).delivered == [])
        #expect(town.letters(of: .adele, .inbox).first?.body.content.contains("5.3.4") == true)
    }

    @Test("when the day's recipients are used up, until a day later")
    func day() throws {
        let town = Town { $0.set(Facts.recipientsPerDay, to: 3) }
        let two = town.submission(to: ["a@elsewhere.example", "b@elsewhere.example"])
        _ = try town.office.submit(two)
        #expect(throws: SubmissionRefusal.quotaExceeded) { try town.office.submit(two) }
        #expect(throws: Never.self) { try town.office.submit(town.submission(to: ["c@elsewhere.example"])) }
        town.clock.advance(bySeconds: 86_401)
        #expect(throws: Never.self) { try town.office.submit(two) }
    }

    @Test("from a mailbox that nobody has")
    func nobody() {
        let town = Town()
        var submission = town.submission(to: ["bruno@contoso.example"])
        submission.sendingMailbox = .client
        #expect(throws: SubmissionRefusal.noSuchMailbox) { try town.office.submit(submission) }
    }
}
