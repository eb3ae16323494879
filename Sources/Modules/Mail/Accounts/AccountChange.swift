package import Broker
package import Domain

/// What somebody changes of an account; what is nil stays.
package struct AccountChange: Sendable, Hashable {
    /// For people; empty for none.
    package var name: String?
    /// `From`.
    package var address: EmailAddress?
    /// What SASL calls the user.
    package var username: String?
    /// Empty for none: the lender's, where one lends.
    package var smtpUsername: String?
    /// By what Graph addresses the mailbox; empty for the mailbox of whoever signed in, or of the user name.
    package var userPrincipalName: String?
    /// In place of all that was kept.
    package var password: KeptPassword?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    package var sentCopy: SentCopyRule?
    /// In place of all that were set.
    package var roleOverrides: [MailboxRole: String]?

    package init(
        name: String? = nil, address: EmailAddress? = nil, username: String? = nil, smtpUsername: String? = nil,
        userPrincipalName: String? = nil, password: KeptPassword? = nil, imap: ServerAddress? = nil,
        smtp: ServerAddress? = nil, sentCopy: SentCopyRule? = nil, roleOverrides: [MailboxRole: String]? = nil
    ) {
        self.name = name
        self.address = address
        self.username = username
        self.smtpUsername = smtpUsername
        self.userPrincipalName = userPrincipalName
        self.password = password
        self.imap = imap
        self.smtp = smtp
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }

    /// Whether the servers may see something else than before.
    package var concernsServers: Bool {
        username != nil || smtpUsername != nil || userPrincipalName != nil || password != nil || imap != nil
            || smtp != nil
    }

    /// The account as it is with the change. `invalid` names the first value that cannot be right, or that does not go with
    /// an account of this kind.
    func applied(to account: Account) throws(MailError) -> Account {
        try check(for: account)
        var changed = account
        if let name { changed.name = name.isEmpty ? nil : name }
        if let address { changed.address = address.description }
        if let username { changed.username = username }
        if let smtpUsername { changed.call(smtpUsername) }
        if let userPrincipalName { changed.goOnGraph(by: userPrincipalName) }
        if let imap { changed.imap = imap }
        if let smtp { changed.smtp = smtp }
        if let sentCopy { changed.sentCopy = sentCopy }
        if let roleOverrides { changed.roleOverrides = roleOverrides }
        return changed
    }

    private func check(for account: Account) throws(MailError) {
        try MailText.check(name: name)
        for (field, text) in [
            ("username", username), ("smtpUsername", smtpUsername), ("userPrincipalName", userPrincipalName),
        ] {
            let mayBeEmpty = field != "username"
            guard text.map({ mayBeEmpty && $0.isEmpty || MailText.isUsername($0) }) ?? true else {
                throw .invalid(field: field, reason: "empty, too long or unprintable")
            }
        }
        guard userPrincipalName == nil || account.graph != nil else {
            throw .invalid(field: "userPrincipalName", reason: "this account is not reached by Graph")
        }
        guard userPrincipalName != ".", userPrincipalName != ".." else {
            throw .invalid(field: "userPrincipalName", reason: "neither a name nor an id")
        }
        guard smtpUsername == nil || account.smtp != nil || smtp != nil else {
            throw .invalid(field: "smtpUsername", reason: "this account has no submission server")
        }
        guard (roleOverrides ?? [:]).values.allSatisfy(MailText.isMailbox) else {
            throw .invalid(field: "roleOverrides", reason: "not a mailbox")
        }
        try checkServers(of: account)
    }

    /// No credential is shown to a server that it was not given for: where that changes, the password has to come again.
    private func checkServers(of account: Account) throws(MailError) {
        guard account.authentication == .password else {
            guard password == nil else { throw .invalid(field: "password", reason: "no password opens this account") }
            for (field, server) in [("imap", imap), ("smtp", smtp)] where server != nil {
                throw .invalid(
                    field: field, reason: "the servers of this account are those of its app or its token source")
            }
            return
        }
        try AccountSettings.check(imap, "imap")
        try AccountSettings.check(smtp, "smtp")
        guard password != nil || imap ?? account.imap == account.imap && smtp ?? account.smtp == account.smtp else {
            throw .invalid(field: "password", reason: "has to be given anew where a server changes")
        }
    }
}

extension Account {
    /// What SASL calls the user at the submission server from now on; empty for whom it called so before anybody chose.
    fileprivate mutating func call(_ smtpUsername: String) {
        self.smtpUsername = smtpUsername.isEmpty ? nil : smtpUsername
        isSMTPUsernameChosen = smtpUsername.isEmpty ? nil : true
    }

    /// Empty for `/me` where somebody signed in, which knows uploads that `/users/{user}` does not; else for the user name.
    fileprivate mutating func goOnGraph(by name: String) {
        let own: String? = if case .grant = authentication { nil } else { username }
        graph?.user = name.isEmpty ? own : name
    }
}
