package import Domain

/// An account as callers see it: no secret is in it.
package struct AccountInfo: Codable, Sendable {
    package var id: AccountID
    package var name: String?
    package var address: String
    package var username: String
    package var authentication: AccountAuthentication
    package var app: AppID?
    package var tenant: String?
    package var tokenSource: String?
    package var grantOf: AccountID?
    package var identity: Identity?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    package var smtpUsername: String?
    package var graph: GraphAddress?
    package var sentCopy: SentCopyRule
    package var roleOverrides: RoleOverrides?
    package var capabilities: AccountCapabilities
    package var state: AccountState
    package var createdAt: Timestamp

    package init(
        id: AccountID, name: String? = nil, address: String, username: String, authentication: AccountAuthentication,
        app: AppID? = nil, tenant: String? = nil, tokenSource: String? = nil, grantOf: AccountID? = nil,
        identity: Identity? = nil, imap: ServerAddress? = nil,
        smtp: ServerAddress? = nil, smtpUsername: String? = nil, graph: GraphAddress? = nil, sentCopy: SentCopyRule,
        roleOverrides: RoleOverrides? = nil, capabilities: AccountCapabilities, state: AccountState,
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.address = address
        self.username = username
        self.authentication = authentication
        self.app = app
        self.tenant = tenant
        self.tokenSource = tokenSource
        self.grantOf = grantOf
        self.identity = identity
        self.imap = imap
        self.smtp = smtp
        self.smtpUsername = smtpUsername
        self.graph = graph
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
        self.capabilities = capabilities
        self.state = state
        self.createdAt = createdAt
    }
}

extension AccountInfo: Described {
    package static let fields: [String: String] = [
        "id": "Names the account in all other methods.",
        "name": "For people.",
        "address": "What mail from this account says in `From` unless a message says otherwise.",
        "username": "What SASL calls the user.",
        "authentication": "How it signs in.",
        "app": "OAuth: the app whose grant it has, or which opens it by itself.",
        "tenant": "The tenant in which the app opens it, where that is not the app's own.",
        "tokenSource": "What the configuration calls the source of its tokens.",
        "grantOf": "The account whose sign-in opens this mailbox.",
        "identity": "OAuth: who signed in.",
        "imap": "Where it reads over IMAP.",
        "smtp": "Where it sends over SMTP.",
        "smtpUsername": "What SASL calls the user there, where `updateAccount` said so.",
        "graph": "Where the Graph API has its mailbox.",
        "sentCopy": "Who files the copy of a sent message.",
        "roleOverrides": "Mailboxes for roles, as the operator set them.",
        "capabilities": "What its servers can do.",
        "state": "How it is.",
        "createdAt": "When it was made known to Postern.",
    ]
}
