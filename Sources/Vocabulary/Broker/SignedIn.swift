package import Domain

/// A sign-in that ended well: its grant is durable already.
package struct SignedIn: Codable, Hashable, Sendable {
    package var account: AccountID
    /// False when an account that existed was authorised anew.
    package var isNew: Bool
    package var app: AppID
    package var identity: Identity
    /// What the provider says was granted.
    package var grantedScopes: [String]
    /// What was asked for and not granted: the account works as far as it may.
    package var missingScopes: [String]
    /// The shared mailbox that was to be opened.
    package var mailbox: EmailAddress?
    /// Where this account's mail is.
    package var servers: MailServers
    /// The caller's own text from `authorizeURL`.
    package var context: String?
    /// When the grant was given, which tells it from that of another sign-in of the same user; nil in records from before
    /// anybody kept it.
    package var signedInAt: Timestamp?

    package init(
        account: AccountID, isNew: Bool, app: AppID, identity: Identity, grantedScopes: [String],
        missingScopes: [String] = [], mailbox: EmailAddress? = nil, servers: MailServers, context: String? = nil,
        signedInAt: Timestamp? = nil
    ) {
        self.account = account
        self.isNew = isNew
        self.app = app
        self.identity = identity
        self.grantedScopes = grantedScopes
        self.missingScopes = missingScopes
        self.mailbox = mailbox
        self.servers = servers
        self.context = context
        self.signedInAt = signedInAt
    }
}
