/// Seeded mails of one kind in one folder.
struct MailLot: Sendable {
    enum Kind: UInt64, Sendable {
        /// What an inbox gets: conversations, reports, newsletters, invitations.
        case inbox = 1
        /// The owner's answers in the inbox's newest conversations.
        case replies
        /// Single letters to the owner, and from the owner.
        case letters, sent
        case newsletters, invoices, junk, drafts
        /// One for each charset, kind of attachment, and oddity.
        case charsets, attachments, odd
        /// Kinds of attachments that are too large to be met by chance.
        case large
    }

    let kind: Kind
    let place: FolderPlace
    /// Tells lots of one kind apart.
    let ordinal: UInt64
    /// The seed number of its first mail.
    let first: UInt32
    let count: Int
}
