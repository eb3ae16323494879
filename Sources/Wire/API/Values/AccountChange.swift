package import Broker
package import Domain

/// What `updateAccount` changes; what is absent stays.
package struct AccountChange: Codable, Sendable {
    package var name: String?
    package var address: EmailAddress?
    package var username: String?
    package var smtpUsername: String?
    package var userPrincipalName: String?
    package var password: Credential?
    package var smtpPassword: Credential?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    package var sentCopy: SentCopyRule?
    package var roleOverrides: RoleOverrides?

    package init(
        name: String? = nil, address: EmailAddress? = nil, username: String? = nil, smtpUsername: String? = nil,
        userPrincipalName: String? = nil, password: Credential? = nil, smtpPassword: Credential? = nil,
        imap: ServerAddress? = nil, smtp: ServerAddress? = nil, sentCopy: SentCopyRule? = nil,
        roleOverrides: RoleOverrides? = nil
    ) {
        self.name = name
        self.address = address
        self.username = username
        self.smtpUsername = smtpUsername
        self.userPrincipalName = userPrincipalName
        self.password = password
        self.smtpPassword = smtpPassword
        self.imap = imap
        self.smtp = smtp
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }
}

extension AccountChange: Described {
    package static let fields: [String: String] = [
        "name": "For people.",
        "address": "What mail from this account says in `From` unless a message says otherwise.",
        "username": "What SASL calls the user.",
        "smtpUsername":
            "What SASL calls the user at the submission server, where that is somebody else; empty for none.",
        "userPrincipalName":
            "Graph: the name or the id by which the mailbox is addressed; empty for the account's own.",
        "password": "Opens the mailbox. Never comes out again.",
        "smtpPassword":
            "Opens the submission server, where it has a password of its own: then it goes with each new `password`, which "
            + "opens that server too otherwise.",
        "imap": "Where mail is read. For a password account only, and only with its password given anew.",
        "smtp": "Where mail is sent. For a password account only, and only with its password given anew.",
        "sentCopy": "Who files the copy of a sent message.",
        "roleOverrides": "Mailboxes for roles, in place of all that were set.",
    ]
}
