package import Domain

/// One account in the answer of `getHealth`.
package struct AccountHealth: Codable, Sendable {
    package var account: AccountID
    package var state: AccountReadiness

    package init(
        account: AccountID, state: AccountReadiness
    ) {
        self.account = account
        self.state = state
    }
}

extension AccountHealth: Described {
    package static let fields: [String: String] = [
        "account": "The account.",
        "state": "How it is.",
    ]
}
