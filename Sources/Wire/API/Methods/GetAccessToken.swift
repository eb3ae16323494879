package import Broker
package import Domain

/// Returns an access token for other tools, refreshed first if it is about to expire.
package enum GetAccessToken: APIMethod {
    package static let name = "getAccessToken"
    package static let summary =
        "Returns an access token for other tools, refreshed first if it is about to expire."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var resource: Resource?
        package var minimumLifetimeSeconds: Int?
        package var timeoutMs: Int?

        package init(
            account: AccountID, resource: Resource? = nil, minimumLifetimeSeconds: Int? = nil,
            timeoutMs: Int? = nil
        ) {
            self.account = account
            self.resource = resource
            self.minimumLifetimeSeconds = minimumLifetimeSeconds
            self.timeoutMs = timeoutMs
        }
    }

    package struct Result: Codable, Sendable {
        package var accessToken: Credential
        package var expiresAt: Timestamp
        package var resource: Resource

        package init(
            accessToken: Credential, expiresAt: Timestamp, resource: Resource
        ) {
            self.accessToken = accessToken
            self.expiresAt = expiresAt
            self.resource = resource
        }
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "resource": "What the token is to open; `mail` when absent.",
        "minimumLifetimeSeconds": "How long the token must still live; 60 when absent.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields: [String: String] = [
        "accessToken": "The token. Whoever has it can read the mailbox until it expires.",
        "expiresAt": "When the provider stops accepting it.",
        "resource": "What it opens.",
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofAccount + [.unsupported]
    package static let examples = [
        Example(
            "for IMAP",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru"}
                """#,
            result: #"""
                {"accessToken":"EwB4A8l6BAAU","expiresAt":"2026-11-22T19:04:00Z","resource":"mail"}
                """#)
    ]
}
