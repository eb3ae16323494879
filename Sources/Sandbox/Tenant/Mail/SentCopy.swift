import Domain

/// The copy of one sent message that is to appear in Sent Items (reference sheet §B7, §C7).
struct SentCopy: Sendable {
    let submission: PostalSubmission
    /// In whose Sent Items.
    let keeper: GUID
    let keepsNumber: Bool
    let mailboxes: Mailboxes

    /// Files it. A mailbox that is full or gone gets no copy; the message was sent all the same.
    func file(at now: Timestamp) {
        guard let mailbox = mailboxes.mailbox(of: keeper) else { return }
        try? mailbox.change { state throws(MailboxError) in
            guard let home = state.folder(role: .sentItems)?.number else { throw .noSuchFolder }
            if let draft = ownDraft, state.message(draft) != nil {
                try state.update(draft, at: now) { $0.receivedAt = now }
                try state.move(draft, to: home)
            } else {
                try state.append(submission.letter, to: home, receivedAt: now) { $0.isRead = true }
            }
        }
    }

    /// The draft itself, when it is what is filed.
    private var ownDraft: MessageNumber? {
        keepsNumber && keeper == submission.sendingMailbox ? submission.draft : nil
    }
}
