internal import Broker
package import Domain

/// A mailbox without a sign-in of its own, as an operator describes it: one that a user has rights to, or that an app
/// opens by itself.
package struct MailboxSettings: Sendable, Hashable {
    package var mailbox: EmailAddress
    /// For people.
    package var name: String?
    package var sentCopy: SentCopyRule
    package var roleOverrides: [MailboxRole: String]

    package init(
        mailbox: EmailAddress, name: String? = nil, sentCopy: SentCopyRule = .automatic,
        roleOverrides: [MailboxRole: String] = [:]
    ) {
        self.mailbox = mailbox
        self.name = name
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }

    /// The account of a mailbox that the lender's user has rights to.
    func account(_ id: AccountID, borrowingFrom lender: Account, createdAt: Timestamp) throws(MailError) -> Account {
        guard case .grant = lender.authentication else {
            throw .invalid(field: "grantOf", reason: "nobody has signed in to this account")
        }
        guard lender.identity?.isPersonal != true else {
            throw .invalid(field: "grantOf", reason: "personal accounts have no shared mailboxes")
        }
        var account = try account(id, .borrowed(from: lender.id), createdAt: createdAt)
        account.takeServers(of: lender)
        return account
    }

    /// The account of a mailbox that the app opens by itself.
    func account(
        _ id: AccountID, openedBy app: AppID, in tenant: String?, at servers: MailServers, createdAt: Timestamp
    ) throws(MailError) -> Account {
        var account = try account(id, .application(app, tenant: tenant), createdAt: createdAt)
        account.takeServers(servers)
        return account
    }

    private func account(
        _ id: AccountID, _ authentication: Account.Authentication, createdAt: Timestamp
    ) throws(MailError) -> Account {
        let mailbox = mailbox.description
        try MailText.check(name: name)
        guard roleOverrides.values.allSatisfy(MailText.isMailbox) else {
            throw .invalid(field: "roleOverrides", reason: "not a mailbox")
        }
        return Account(
            id: id, name: name, address: mailbox, username: mailbox, authentication: authentication,
            sentCopy: sentCopy, roleOverrides: roleOverrides, createdAt: createdAt)
    }
}

extension Account {
    /// A delegate reads as the mailbox and sends as himself (reference sheet, section B2).
    mutating func takeServers(of lender: Account) {
        imap = lender.imap
        smtp = lender.smtp
        if isSMTPUsernameChosen != true { smtpUsername = lender.smtpUsername ?? lender.username }
        graph = lender.graph.map { GraphPlace(root: $0.root, user: graph?.user ?? username) }
        sendsByGraph = lender.sendsByGraph
        graphScopes = lender.graphScopes
        missingScopes = lender.missingScopes
    }

    mutating func takeServers(_ servers: MailServers) {
        imap = servers.imap
        smtp = servers.smtp
        graph = servers.graph.map { GraphPlace(root: $0, user: graph?.user ?? username) }
        sendsByGraph = servers.sendsByGraph
        graphScopes = servers.graphScopes
    }
}
