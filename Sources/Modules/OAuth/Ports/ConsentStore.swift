package import Broker

/// What OAuth asks of whoever keeps administrators' consents that are under way. A key is a hash, never the state itself.
package protocol ConsentStore: Sendable {
    func consent(_ key: String) async throws(BrokerError) -> AwaitedConsent?
    func consentKeys() async throws(BrokerError) -> [String]
    /// Creates or replaces; durable on return.
    func save(_ consent: AwaitedConsent, as key: String) async throws(BrokerError)
    func removeConsent(_ key: String) async throws(BrokerError)
}
