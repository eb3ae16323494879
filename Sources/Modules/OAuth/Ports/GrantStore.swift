package import Broker
package import Domain

/// What OAuth asks of whoever keeps refresh tokens.
package protocol GrantStore: Sendable {
    /// Nil when nobody ever signed in for the account.
    func grant(of account: AccountID) async throws(BrokerError) -> Grant?
    func grants() async throws(BrokerError) -> [Grant]
    /// Creates or replaces, by account. Durable on return: providers rotate refresh tokens (RFC 6749, section 6), so one
    /// lost write signs the user out.
    func save(_ grant: Grant) async throws(BrokerError)
    func remove(_ account: AccountID) async throws(BrokerError)
}
