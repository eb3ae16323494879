package import Broker

/// What OAuth asks of whoever keeps sign-ins that are under way. A key is a hash, never the state itself.
package protocol SignInStore: Sendable {
    func signIn(_ key: String) async throws(BrokerError) -> SignIn?
    func keys() async throws(BrokerError) -> [String]
    /// Creates or replaces; durable on return.
    func save(_ signIn: SignIn, as key: String) async throws(BrokerError)
    func remove(_ key: String) async throws(BrokerError)
}
