package import Domain

/// A password account as its owner describes it.
package struct AccountSettings: Sendable, Hashable {
    /// For people.
    package var name: String?
    package var address: String
    /// What SASL calls the user; the address when absent.
    package var username: String?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    package var sentCopy: SentCopyRule
    package var roleOverrides: [MailboxRole: String]

    package init(
        name: String? = nil, address: String, username: String? = nil, imap: ServerAddress? = nil,
        smtp: ServerAddress? = nil, sentCopy: SentCopyRule = .automatic, roleOverrides: [MailboxRole: String] = [:]
    ) {
        self.name = name
        self.address = address
        self.username = username
        self.imap = imap
        self.smtp = smtp
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }

    /// The account that these describe. `invalid` names the first setting that cannot be right; without servers there has to
    /// be another way to the mail.
    func account(
        _ id: AccountID, hasOtherWay: Bool = false, createdAt: Timestamp
    ) throws(MailError) -> Account {
        guard EmailAddress(address) != nil else { throw .invalid(field: "address", reason: "not a mail address") }
        let username = username ?? address
        guard MailText.isUsername(username) else {
            throw .invalid(field: "username", reason: "empty, too long or unprintable")
        }
        guard hasOtherWay || imap != nil || smtp != nil else {
            throw .invalid(field: "imap", reason: "neither imap nor smtp is given")
        }
        try Self.check(imap, "imap")
        try Self.check(smtp, "smtp")
        try MailText.check(name: name)
        guard roleOverrides.values.allSatisfy(MailText.isMailbox) else {
            throw .invalid(field: "roleOverrides", reason: "not a mailbox")
        }
        return Account(
            id: id, name: name, address: address, username: username, authentication: .password, imap: imap, smtp: smtp,
            sentCopy: sentCopy, roleOverrides: roleOverrides, createdAt: createdAt)
    }

    static func check(_ server: ServerAddress?, _ field: String) throws(MailError) {
        guard let server else { return }
        guard (1...65_535).contains(server.port) else {
            throw .invalid(field: "\(field).port", reason: "not 1 to 65535")
        }
        guard ServerAddress.isHost(server.host) else {
            throw .invalid(
                field: "\(field).host", reason: "neither a host name, in ASCII (xn--), nor an IP address")
        }
    }
}
