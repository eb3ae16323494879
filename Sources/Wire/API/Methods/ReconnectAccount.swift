package import Domain

/// Tries an account at once, with new connections and whatever its provider refused before, and tells how it is.
package enum ReconnectAccount: APIMethod {
    package static let name = "reconnectAccount"
    package static let summary =
        "Tries an account at once, with new connections and whatever its provider refused before, and tells how it is."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var timeoutMs: Int?

        package init(account: AccountID, timeoutMs: Int? = nil) {
            self.account = account
            self.timeoutMs = timeoutMs
        }
    }

    package struct Result: Codable, Sendable {
        package var account: AccountInfo

        package init(account: AccountInfo) { self.account = account }
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields: [String: String] = [
        "account": "The account; `state` tells what came of it."
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofAccount
    package static let examples: [Example] = []
}
