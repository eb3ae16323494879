package import Broker
package import Domain

/// Begins a sign-in and returns the URL to send the user to.
package enum AuthorizeURL: APIMethod {
    package static let name = "authorizeURL"
    package static let summary = "Begins a sign-in and returns the URL to send the user to."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var app: AppID
        package var account: AccountID?
        package var loginHint: String?
        package var expectedEmail: String?
        package var domainHint: String?
        package var mailbox: EmailAddress?
        package var prompt: String?
        package var redirectURL: String?
        package var context: String?
        package var lifetimeSeconds: Int?
        package var timeoutMs: Int?

        package init(
            app: AppID, account: AccountID? = nil, loginHint: String? = nil, expectedEmail: String? = nil,
            domainHint: String? = nil, mailbox: EmailAddress? = nil, prompt: String? = nil, redirectURL: String? = nil,
            context: String? = nil, lifetimeSeconds: Int? = nil,
            timeoutMs: Int? = nil
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
            self.timeoutMs = timeoutMs
        }
    }

    package typealias Result = SignInInvitation

    package static let fields: [String: String] = [
        "app": "The app to sign in with.",
        "account":
            "The account to authorise anew; when absent, a new one, or the one of the same identity, for callers that see "
            + "all accounts (otherwise `forbidden`).",
        "loginHint": "The user name to fill in on the sign-in page.",
        "expectedEmail":
            "The address of whoever is to sign in; anybody else is `wrongIdentity`, and nothing changes.",
        "domainHint":
            "Which kind of account signs in: a tenant's domain, `organizations` or `consumers`; it skips a page.",
        "mailbox":
            "A shared mailbox to be opened: the account that comes of the sign-in borrows the signer's, whose own account "
            + "is there beside it. `expectedEmail` is the signer's.",
        "prompt": "`login`, `consent` or `select_account`, passed on to the provider.",
        "redirectURL": "Where the browser comes back to: one of the app's own, its first when absent.",
        "context": "The caller's own text, given back with the result; at most 4 KiB.",
        "lifetimeSeconds": "How long the user may take: 3,600 when absent, 86,400 at most.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let errors: [ErrorKind] = [.notFound] + ErrorKind.ofVault + ErrorKind.ofNetwork
    package static let examples = [
        Example(
            "a new mailbox",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","loginHint":"ann@example.com"}
                """#,
            result: #"""
                {"url":"https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=11111111-2222-3333-4444-555555555555&response_type=code&state=q2Jx8v","state":"q2Jx8v","expiresAt":"2026-11-22T19:00:00Z"}
                """#),
        Example(
            "a shared mailbox, by the sign-in of somebody who has rights to it",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","expectedEmail":"ann@example.com","mailbox":"support@example.com"}
                """#,
            result: #"""
                {"url":"https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?client_id=11111111-2222-3333-4444-555555555555&response_type=code&state=q2Jx8v","state":"q2Jx8v","expiresAt":"2026-11-22T19:00:00Z"}
                """#),
    ]

    /// The request of this caller, for the broker.
    package static func request(_ params: Params, from caller: CallerID) -> SignInRequest {
        SignInRequest(
            app: params.app, account: params.account, loginHint: params.loginHint,
            expectedEmail: params.expectedEmail, domainHint: params.domainHint, mailbox: params.mailbox,
            prompt: params.prompt, redirectURL: params.redirectURL,
            context: params.context, lifetimeSeconds: params.lifetimeSeconds, caller: caller)
    }
}
