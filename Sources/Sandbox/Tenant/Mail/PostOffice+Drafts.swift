import Domain

extension PostOffice {
    /// Takes a draft out of its folder: into the Outbox if it will be filed as itself, away for good if not.
    func withdraw(_ draft: MessageNumber, for submission: PostalSubmission) throws(SubmissionRefusal) {
        guard let mailbox = mailboxes.mailbox(of: submission.sendingMailbox) else { throw .noSuchMailbox }
        let staysItself =
            submission.sentCopy == .in(submission.sendingMailbox) && facts[Facts.draftKeepsNumber]
        let now = clock.now
        do {
            try mailbox.change { state throws(MailboxError) in
                // Looked at and changed under one lock, so that a draft is not sent twice.
                guard state.message(draft)?.isDraft == true else { throw .noSuchMessage }
                guard staysItself else {
                    try state.remove(draft, to: .purged)
                    return
                }
                try state.update(draft, at: now) { message in
                    message.isDraft = false
                    message.isRead = true
                    message.content = .written(submission.letter)
                }
                if let outbox = state.folder(role: .outbox)?.number { try state.move(draft, to: outbox) }
            }
        } catch {
            throw error == .quotaExceeded ? .quotaExceeded : .noSuchMessage
        }
    }
}
