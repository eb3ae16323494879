package import Broker
package import Domain

/// A password account as its operator describes it.
package struct AccountSettings: Codable, Sendable {
    package var address: EmailAddress
    package var name: String?
    package var username: String?
    package var password: Credential
    package var smtpPassword: Credential?
    package var imap: ServerAddress
    package var smtp: ServerAddress?
    package var sentCopy: SentCopyRule?
    package var roleOverrides: RoleOverrides?

    package init(
        address: EmailAddress, name: String? = nil, username: String? = nil, password: Credential,
        smtpPassword: Credential? = nil, imap: ServerAddress, smtp: ServerAddress? = nil, sentCopy: SentCopyRule? = nil,
        roleOverrides: RoleOverrides? = nil
    ) {
        self.address = address
        self.name = name
        self.username = username
        self.password = password
        self.smtpPassword = smtpPassword
        self.imap = imap
        self.smtp = smtp
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }
}

extension AccountSettings: Described {
    package static let fields: [String: String] = [
        "address": "What mail from this account says in `From` unless a message says otherwise.",
        "name": "For people.",
        "username": "What SASL calls the user; the address when absent.",
        "password":
            "Opens the mailbox, and the submission server too unless `smtpPassword` is given. Never comes out "
            + "again.",
        "smtpPassword": "Opens the submission server, where it has a password of its own.",
        "imap": "Where mail is read.",
        "smtp": "Where mail is sent; without it the account only reads.",
        "sentCopy": "Who files the copy of a sent message; `automatic` when absent.",
        "roleOverrides": "Mailboxes for roles, where the server's word and the table of names are wrong or silent.",
    ]
}
