package import Domain

/// Mailboxes for roles, where the server's word and the table of names are wrong or silent.
package struct RoleOverrides: Codable, Sendable {
    package var inbox: String?
    package var drafts: String?
    package var sent: String?
    package var trash: String?
    package var junk: String?
    package var archive: String?
    package var all: String?
    package var flagged: String?
    package var important: String?
    package var outbox: String?

    package init(
        inbox: String? = nil, drafts: String? = nil, sent: String? = nil, trash: String? = nil, junk: String? = nil,
        archive: String? = nil, all: String? = nil, flagged: String? = nil, important: String? = nil,
        outbox: String? = nil
    ) {
        self.inbox = inbox
        self.drafts = drafts
        self.sent = sent
        self.trash = trash
        self.junk = junk
        self.archive = archive
        self.all = all
        self.flagged = flagged
        self.important = important
        self.outbox = outbox
    }
}

extension RoleOverrides: Described {
    package static let fields: [String: String] = [
        "inbox": "Path of the mailbox for new mail.",
        "drafts": "Path of the mailbox for drafts.",
        "sent": "Path of the mailbox for sent mail.",
        "trash": "Path of the mailbox for deleted mail.",
        "junk": "Path of the mailbox for junk.",
        "archive": "Path of the mailbox for archived mail.",
        "all": "Path of the mailbox for all mail.",
        "flagged": "Path of the mailbox for flagged mail.",
        "important": "Path of the mailbox for important mail.",
        "outbox": "Path of the mailbox for outgoing mail.",
    ]
}

extension RoleOverrides {
    package init(_ paths: [MailboxRole: String]) {
        self.init(
            inbox: paths[.inbox], drafts: paths[.drafts], sent: paths[.sent], trash: paths[.trash],
            junk: paths[.junk], archive: paths[.archive], all: paths[.all], flagged: paths[.flagged],
            important: paths[.important], outbox: paths[.outbox])
    }

    package var paths: [MailboxRole: String] {
        Dictionary(uniqueKeysWithValues: MailboxRole.allCases.compactMap { role in path(of: role).map { (role, $0) } })
    }

    private func path(of role: MailboxRole) -> String? {
        switch role {
        case .inbox: inbox
        case .drafts: drafts
        case .sent: sent
        case .trash: trash
        case .junk: junk
        case .archive: archive
        case .all: all
        case .flagged: flagged
        case .important: important
        case .outbox: outbox
        }
    }
}
