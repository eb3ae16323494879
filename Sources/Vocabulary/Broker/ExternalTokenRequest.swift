package import Domain

/// Whose token a command or an address outside is asked for.
package struct ExternalTokenRequest: Codable, Hashable, Sendable {
    package var source: TokenSourceName
    package var account: AccountID
    /// What SASL calls the user.
    package var username: String

    package init(source: TokenSourceName, account: AccountID, username: String) {
        self.source = source
        self.account = account
        self.username = username
    }
}
