package import Domain

/// One mailbox that Postern reads and sends for, as Mail knows it: no secret is in it.
///
/// The identity, the SASL user name and the From address are three separate things: a shared mailbox has one signer and
/// another address, and Exchange's user principal name need not be an address at all.
package struct Account: Sendable, Hashable, Codable {
    package enum Authentication: Sendable, Hashable, Codable {
        case password
        /// By the account's own grant, which the user gave to this app.
        case grant(AppID)
        /// By another account's grant: a shared mailbox that its user has rights to (reference sheet, section D1).
        case borrowed(from: AccountID)
        /// By this app itself, without a user (reference sheet, sections D2 and D3).
        case application(AppID, tenant: String? = nil)
        /// By tokens that a command or an address of the configuration gives.
        case external(TokenSourceName)
    }
    package var id: AccountID
    /// For people.
    package var name: String?
    /// What mail from this account says in `From` unless a message says otherwise.
    package var address: String
    /// What SASL calls the user.
    package var username: String
    package var authentication: Authentication
    package var identity: Identity?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    /// What SASL calls the user at the submission server, where that is somebody else: a delegate, who sends for a
    /// shared mailbox (reference sheet, section B2).
    package var smtpUsername: String?
    /// Whether somebody set that: it does not follow the lender then.
    package var isSMTPUsernameChosen: Bool?
    package var graph: GraphPlace?
    /// Whether its operator said that it lies in one of Microsoft's clouds, where nobody signed in who would show it.
    package var isInCloud: Bool?
    /// False where its app does not ask for `Mail.Send`.
    package var sendsByGraph: Bool?
    /// What its app asks for on Graph, by short names in lower case; nil where that is not known, or for an
    /// administrator to say.
    package var graphScopes: [String]?
    /// What was asked for and is known not to be granted, as the app wrote it.
    package var missingScopes: [String]?
    package var sentCopy: SentCopyRule
    /// Mailboxes for roles, where the server's word and the table of names are wrong or silent.
    package var roleOverrides: [MailboxRole: String]
    /// When mailboxes that borrowed from it were removed, by what they were opened as: no sign-in of before brings one back.
    package var returnedMailboxes: [String: Timestamp]?
    package var createdAt: Timestamp

    package init(
        id: AccountID, name: String? = nil, address: String, username: String, authentication: Authentication,
        identity: Identity? = nil, imap: ServerAddress? = nil, smtp: ServerAddress? = nil,
        smtpUsername: String? = nil, graph: GraphPlace? = nil, sendsByGraph: Bool? = nil, graphScopes: [String]? = nil,
        missingScopes: [String]? = nil,
        sentCopy: SentCopyRule = .automatic, roleOverrides: [MailboxRole: String] = [:], createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.address = address
        self.username = username
        self.authentication = authentication
        self.identity = identity
        self.imap = imap
        self.smtp = smtp
        self.smtpUsername = smtpUsername
        self.graph = graph
        self.sendsByGraph = sendsByGraph
        self.graphScopes = graphScopes
        self.missingScopes = missingScopes
        self.sentCopy = sentCopy
        self.roleOverrides = roleOverrides
        self.createdAt = createdAt
    }

    /// The address that access rules may go by: what the operator wrote, or what the provider stands for.
    package var vouchedAddress: String? {
        guard let identity else { return address }
        return identity.vouchedAddress
    }

    /// Who signed in at Entra, an app by itself as well, has a mailbox at Exchange Online, whatever a named cloud calls its host.
    package var isAtExchange: Bool {
        switch authentication {
        case .borrowed, .application: true
        case .password, .grant: identity?.isEntra ?? false
        case .external: isInCloud ?? false
        }
    }

    /// Whose record in the vault opens the mailbox; nil for one that an app opens by itself.
    package var credentialHolder: AccountID? {
        switch authentication {
        case .password, .grant: id
        case .borrowed(let lender): lender
        case .application, .external: nil
        }
    }

    /// Whether an account like the other one is there already. A mailbox may be opened in several ways side by side: by
    /// its owner, by each of its delegates, by an app.
    func opensSameMailbox(as other: Account) -> Bool {
        guard username.lowercased() == other.username.lowercased() else { return false }
        switch (authentication, other.authentication) {
        case (.application(let app, let tenant), .application(let otherApp, let otherTenant)):
            return app == otherApp && !Self.areSurelyTwo(tenant, otherTenant)
        case (.borrowed, _), (.application, _), (.external, _), (_, .borrowed), (_, .application), (_, .external):
            return authentication == other.authentication
        case (.password, _), (.grant, _): break
        }
        return imap?.host.lowercased() == other.imap?.host.lowercased() && imap?.port == other.imap?.port
            && smtp?.host.lowercased() == other.smtp?.host.lowercased()
            && (graph == nil || other.graph == nil || graph == other.graph)
    }

    /// One tenant has an id, many domains, and may be the app's own, which nobody names. Only two ids tell two apart.
    private static func areSurelyTwo(_ tenant: String?, _ other: String?) -> Bool {
        guard let tenant, let other, !tenant.contains("."), !other.contains(".") else { return false }
        return tenant.lowercased() != other.lowercased()
    }
}
