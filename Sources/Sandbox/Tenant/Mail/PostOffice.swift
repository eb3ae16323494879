import Domain
import Synchronization

/// Takes messages from all doors and delivers them: into local Inboxes, and into the sender's Sent Items.
package final class PostOffice: Sendable {
    let facts: FactSheet
    let clock: SandboxClock
    let directory: Directory
    let mailboxes: Mailboxes
    private let book = Mutex(SubmissionBook())
    private let copies = DelayedWork()

    package init(facts: FactSheet, clock: SandboxClock, directory: Directory, mailboxes: Mailboxes) {
        self.facts = facts
        self.clock = clock
        self.directory = directory
        self.mailboxes = mailboxes
    }

    /// Accepts a message and delivers it at once; only the copy in Sent Items comes later (reference sheet §C7).
    ///
    /// Whether somebody may open the sending mailbox at all is judged by the door; here, whether they may send as or
    /// on behalf of the letter's `from`.
    package func submit(_ submission: PostalSubmission) throws(SubmissionRefusal) -> SubmissionReceipt {
        guard let owner = directory.person(submission.sendingMailbox) else { throw .noSuchMailbox }
        var submission = submission
        submission.recipients = Self.distinct(submission.recipients)
        let authors = try SendRights(directory: directory, facts: facts).authors(of: submission, owner: owner)
        submission.letter.prepare(for: submission, authors: authors, at: clock.now)
        try checkLimits(submission, owner: owner)
        if let draft = submission.draft { try withdraw(draft, for: submission) }
        let outcome = deliver(submission)
        let record = book.withLock { $0.enter(submission, at: clock.now) }
        fileCopy(of: submission)
        return SubmissionReceipt(
            record: record, delivered: outcome.delivered, forwarded: outcome.forwarded, bounced: outcome.bounced)
    }

    /// What was really handed over, oldest first, the newest 100,000.
    package var sent: [SentRecord] { book.withLock { $0.records } }

    /// Returns once no copy is on its way to Sent Items any more.
    package func settle() async { await copies.settle() }

    private func checkLimits(_ submission: PostalSubmission, owner: Person) throws(SubmissionRefusal) {
        let recipients = submission.recipients.count
        let most = facts[Facts.maximumRecipients]
        if recipients == 0 { throw .noRecipients }
        if recipients > most { throw .tooManyRecipients(limit: most) }
        if submission.letter.approximateSize > owner.messageSizeLimit { throw .tooLarge(limit: owner.messageSizeLimit) }
        let limit = facts[Facts.recipientsPerDay]
        let now = clock.now
        guard book.withLock({ $0.reserve(recipients, of: owner.id, limit: limit, at: now) }) else {
            throw .quotaExceeded
        }
    }

    private func fileCopy(of submission: PostalSubmission) {
        guard case .in(let keeper) = submission.sentCopy, submission.door != .smtp || facts[Facts.serverFilesSentCopy]
        else { return }
        let copy = SentCopy(
            submission: submission, keeper: keeper, keepsNumber: facts[Facts.draftKeepsNumber], mailboxes: mailboxes)
        let clock = clock
        copies.run(after: .milliseconds(facts[Facts.sentCopyDelayMilliseconds])) { copy.file(at: clock.now) }
    }

    /// In their order, each once whatever its case.
    private static func distinct(_ addresses: [String]) -> [String] {
        var seen: Set<String> = []
        return addresses.filter { seen.insert($0.lowercased()).inserted }
    }
}
