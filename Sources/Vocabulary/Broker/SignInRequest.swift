package import Domain

/// What `authorizeURL` asks for.
package struct SignInRequest: Codable, Hashable, Sendable {
    package var app: AppID
    /// The account to be authorised anew; a new one, or the one of the same identity, when absent.
    package var account: AccountID?
    package var loginHint: String?
    /// The address of whoever is to sign in; anybody else is `wrongIdentity`, and nothing changes.
    package var expectedEmail: String?
    /// Which kind of account signs in: a tenant's domain, `organizations` or `consumers`; skips a page.
    package var domainHint: String?
    /// A shared mailbox to be opened by this sign-in: the account that comes of it borrows the signer's grant.
    package var mailbox: EmailAddress?
    /// `login`, `consent` or `select_account`, passed on.
    package var prompt: String?
    /// One of the app's own; its first when absent.
    package var redirectURL: String?
    /// The caller's own text, given back with the result; at most 4 KiB.
    package var context: String?
    /// How long the user may take, in seconds: 3,600 when absent, 86,400 at most.
    package var lifetimeSeconds: Int?
    package var caller: CallerID

    package init(
        app: AppID, account: AccountID? = nil, loginHint: String? = nil, expectedEmail: String? = nil,
        domainHint: String? = nil, mailbox: EmailAddress? = nil,
        prompt: String? = nil, redirectURL: String? = nil, context: String? = nil, lifetimeSeconds: Int? = nil,
        caller: CallerID
    ) {
        self.app = app
        self.account = account
        self.loginHint = loginHint
        self.expectedEmail = expectedEmail
        self.domainHint = domainHint
        self.mailbox = mailbox
        self.prompt = prompt
        self.redirectURL = redirectURL
        self.context = context
        self.lifetimeSeconds = lifetimeSeconds
        self.caller = caller
    }
}
