import Domain

extension PostOffice {
    struct Outcome {
        var delivered: [GUID] = []
        var forwarded: [String] = []
        var bounced: [String] = []
    }

    /// Puts a letter into somebody's Inbox, stamped by the server.
    private func deliver(
        _ letter: Letter, from envelopeSender: String, to mailbox: GUID
    ) throws(MailboxError) {
        guard let mailbox = mailboxes.mailbox(of: mailbox) else { throw .noSuchFolder }
        let now = clock.now
        let letter = letter.delivered(from: envelopeSender, keepsBcc: !facts[Facts.bccStripped], at: now)
        try mailbox.change { state throws(MailboxError) in
            guard let inbox = state.folder(role: .inbox)?.number else { throw .noSuchFolder }
            try state.append(letter, to: inbox, receivedAt: now)
        }
    }

    /// Delivers to everybody here, and reports to the sender whom it did not reach.
    func deliver(_ submission: PostalSubmission) -> Outcome {
        var outcome = Outcome()
        var failures: [NonDeliveryReport.Failure] = []
        for recipient in submission.recipients {
            switch destination(of: recipient, size: submission.letter.approximateSize) {
            case .elsewhere: outcome.forwarded.append(recipient)
            case .nowhere(let reason): failures.append(.init(recipient: recipient, reason: reason))
            case .mailbox(let person):
                // Somebody who is named by two addresses gets one.
                if outcome.delivered.contains(person) { continue }
                do throws(MailboxError) {
                    try deliver(submission.letter, from: submission.envelopeSender, to: person)
                    outcome.delivered.append(person)
                } catch {
                    failures.append(.init(recipient: recipient, reason: .mailboxFull))
                }
            }
        }
        outcome.bounced = failures.map(\.recipient)
        if !failures.isEmpty, facts[Facts.unknownRecipientBounces] { report(failures, of: submission) }
        return outcome
    }

    private enum Destination {
        case mailbox(GUID)
        case elsewhere
        case nowhere(NonDeliveryReport.Reason)
    }

    private func destination(of recipient: String, size: Int) -> Destination {
        guard let at = recipient.lastIndex(of: "@") else { return .nowhere(.unknown) }
        guard directory.tenant(named: String(recipient[recipient.index(after: at)...])) != nil else {
            return .elsewhere
        }
        guard let person = directory.person(named: recipient), person.hasMailbox,
            mailboxes.mailbox(of: person.id) != nil
        else { return .nowhere(.unknown) }
        // What is received may be a little larger than what is sent (reference sheet §B6).
        guard size <= person.messageSizeLimit + 1_048_576 else { return .nowhere(.tooLarge) }
        return .mailbox(person.id)
    }

    /// A report is never answered by another: a message without an envelope sender fails in silence (RFC 5321, §4.5.5).
    private func report(_ failures: [NonDeliveryReport.Failure], of submission: PostalSubmission) {
        guard !submission.envelopeSender.isEmpty else { return }
        let sender = directory.person(named: submission.envelopeSender)?.id ?? submission.sendingMailbox
        guard let person = directory.person(sender) else { return }
        let report = NonDeliveryReport(letter: submission.letter, sender: person, failures: failures, time: clock.now)
        // A full Inbox gets no report either.
        try? deliver(report.written, from: "", to: sender)
    }
}
