package import Domain

/// Changes an account; what is absent stays.
package enum UpdateAccount: APIMethod {
    package static let name = "updateAccount"
    package static let summary = "Changes an account; what is absent stays."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var change: AccountChange
        package var verify: Bool?
        package var timeoutMs: Int?

        package init(account: AccountID, change: AccountChange, verify: Bool? = nil, timeoutMs: Int? = nil) {
            self.account = account
            self.change = change
            self.verify = verify
            self.timeoutMs = timeoutMs
        }

        private enum CodingKeys: CodingKey { case account, verify, timeoutMs }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            account = try container.decode(AccountID.self, forKey: .account)
            verify = try container.decodeIfPresent(Bool.self, forKey: .verify)
            timeoutMs = try container.decodeIfPresent(Int.self, forKey: .timeoutMs)
            change = try AccountChange(from: decoder)
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(account, forKey: .account)
            try container.encodeIfPresent(verify, forKey: .verify)
            try container.encodeIfPresent(timeoutMs, forKey: .timeoutMs)
            try change.encode(to: encoder)
        }
    }

    package struct Result: Codable, Sendable {
        package var account: AccountInfo

        package init(account: AccountInfo) { self.account = account }
    }

    package static let fields: [String: String] = AccountChange.fields.merging([
        "account": "The account.",
        "verify": "Whether to sign in at the servers before saving, where that may change; true when absent.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]) { $1 }
    package static let resultFields: [String: String] = [
        "account": "The account as it is now."
    ]
    package static let errors: [ErrorKind] = [.alreadyExists, .conflict] + ErrorKind.ofAccount
    package static let examples: [Example] = []
}
