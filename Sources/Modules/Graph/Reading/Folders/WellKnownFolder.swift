internal import Domain

/// Names that Graph takes wherever it takes the id of a folder (reference sheet, section C2), for those that have a role.
enum WellKnownFolder {
    static let names: [(role: MailboxRole, name: String)] = [
        (.inbox, "inbox"), (.drafts, "drafts"), (.sent, "sentitems"), (.trash, "deleteditems"), (.junk, "junkemail"),
        (.archive, "archive"), (.outbox, "outbox"),
    ]

    static func name(for role: MailboxRole) -> String? { names.first { $0.role == role }?.name }
}
