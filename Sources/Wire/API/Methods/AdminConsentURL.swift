package import Broker
package import Domain

/// Begins an administrator's consent and returns the URL to send him to.
package enum AdminConsentURL: APIMethod {
    package static let name = "adminConsentURL"
    package static let summary = "Begins an administrator's consent and returns the URL to send him to."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var app: AppID
        package var tenant: String?
        package var resource: Resource?
        package var withoutUser: Bool?
        package var sharedMailboxes: Bool?
        package var redirectURL: String?

        package init(
            app: AppID, tenant: String? = nil, resource: Resource? = nil, withoutUser: Bool? = nil,
            sharedMailboxes: Bool? = nil, redirectURL: String? = nil
        ) {
            self.app = app
            self.tenant = tenant
            self.resource = resource
            self.withoutUser = withoutUser
            self.sharedMailboxes = sharedMailboxes
            self.redirectURL = redirectURL
        }
    }

    package typealias Result = SignInInvitation

    package static let fields: [String: String] = [
        "app": "The app, one of `outlook`.",
        "tenant":
            "The tenant whose administrator is to agree, by id or domain; the app's own authority when that is one, else "
            + "`organizations`: then whoever signs in says so.",
        "resource": "`mail` (IMAP and SMTP) or `graph`; that of the app's first base scope when absent.",
        "withoutUser": "Whether for what the app does without a user; false when absent.",
        "sharedMailboxes":
            "Whether also for Graph's permissions for the mailboxes of others (`.Shared`), which a sign-in with `mailbox` asks "
            + "for; false when absent.",
        "redirectURL": "Where the browser comes back to: one of the app's own, its first when absent.",
    ]
    package static let errors: [ErrorKind] = [.notFound, .unsupported] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "what users of a tenant would be asked",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","tenant":"contoso.com"}
                """#,
            result: #"""
                {"url":"https://login.microsoftonline.com/contoso.com/v2.0/adminconsent?client_id=11111111-2222-3333-4444-555555555555&scope=https%3A%2F%2Foutlook.office.com%2FIMAP.AccessAsUser.All&redirect_uri=http%3A%2F%2Flocalhost%3A8734%2Foauth&state=q2Jx8v","state":"q2Jx8v","expiresAt":"2026-11-22T19:00:00Z"}
                """#),
        Example(
            "what the app does without a user",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","tenant":"contoso.com","resource":"graph","withoutUser":true}
                """#,
            result: #"""
                {"url":"https://login.microsoftonline.com/contoso.com/v2.0/adminconsent?client_id=11111111-2222-3333-4444-555555555555&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&redirect_uri=http%3A%2F%2Flocalhost%3A8734%2Foauth&state=q2Jx8v","state":"q2Jx8v","expiresAt":"2026-11-22T19:00:00Z"}
                """#),
    ]
}
