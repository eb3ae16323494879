package import Domain

/// An account whose tokens come from a command or an address of the configuration, as its operator describes it.
package struct ExternalAccountSettings: Codable, Sendable {
    package var address: EmailAddress
    package var name: String?
    package var username: String?
    package var cloud: String?
    package var baseScopes: [BaseScope]?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    package var sentCopy: SentCopyRule?
    package var roleOverrides: RoleOverrides?

    package init(
        address: EmailAddress, name: String? = nil, username: String? = nil, cloud: String? = nil,
        baseScopes: [BaseScope]? = nil, imap: ServerAddress? = nil, smtp: ServerAddress? = nil,
        sentCopy: SentCopyRule? = nil, roleOverrides: RoleOverrides? = nil
    ) {
        self.address = address
        self.name = name
        self.username = username
        self.cloud = cloud
        self.baseScopes = baseScopes
        self.imap = imap
        self.smtp = smtp
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
    }
}

extension ExternalAccountSettings: Described {
    package static let fields: [String: String] = [
        "address": "What mail from this account says in `From` unless a message says otherwise.",
        "name": "For people.",
        "username": "What SASL calls the user; the address when absent.",
        "cloud": "For a mailbox of Microsoft's: the cloud that it is in, in place of `imap` and `smtp`.",
        "baseScopes": "With `cloud`: how mail is reached, `[\"imap\"]` when absent.",
        "imap": "Where mail is read.",
        "smtp": "Where mail is sent; without it the account only reads.",
        "sentCopy": "Who files the copy of a sent message; `automatic` when absent.",
        "roleOverrides": "Mailboxes for roles, where the server's word and the table of names are wrong or silent.",
    ]
}
