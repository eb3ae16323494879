package import Broker
package import Domain

/// Begins a sign-in that the user completes on any device, by a short code (RFC 8628).
package enum StartDeviceLogin: APIMethod {
    package static let name = "startDeviceLogin"
    package static let summary = "Begins a sign-in that the user completes on any device, by a short code."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var app: AppID
        package var account: AccountID?
        package var expectedEmail: String?
        package var mailbox: EmailAddress?
        package var context: String?
        package var timeoutMs: Int?

        package init(
            app: AppID, account: AccountID? = nil, expectedEmail: String? = nil, mailbox: EmailAddress? = nil,
            context: String? = nil, timeoutMs: Int? = nil
        ) {
            self.app = app
            self.account = account
            self.expectedEmail = expectedEmail
            self.mailbox = mailbox
            self.context = context
            self.timeoutMs = timeoutMs
        }
    }

    package typealias Result = DeviceLoginInvitation

    package static let fields: [String: String] = [
        "app": "The app to sign in with.",
        "account":
            "The account to authorise anew; when absent, a new one, or the one of the same identity, for callers that see "
            + "all accounts (otherwise `forbidden`).",
        "expectedEmail":
            "The address of whoever is to sign in; anybody else is `wrongIdentity`, and nothing changes.",
        "mailbox": "A shared mailbox to be opened: the account that comes of it borrows the signer's sign-in.",
        "context": "The caller's own text, given back with the result; at most 4 KiB.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let errors: [ErrorKind] =
        [.notFound, .appMisconfigured, .unsupported] + ErrorKind.ofVault + ErrorKind.ofNetwork
    package static let examples = [
        Example(
            "a new mailbox",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs","expectedEmail":"ann@example.com"}
                """#,
            result: #"""
                {"login":"kP3vXo9Qk2mT7cWb1yN4sA6dF8hJ0lZ5xR2uE7iV9gw","userCode":"A1B2C3D4E","verificationURI":"https://microsoft.com/devicelogin","message":"To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code A1B2C3D4E to authenticate.","expiresAt":"2026-11-22T18:15:00Z"}
                """#)
    ]
}
