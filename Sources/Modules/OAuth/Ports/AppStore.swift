package import Broker
package import Domain

/// What OAuth asks of whoever keeps registered apps. What returned without an error is durable.
package protocol AppStore: Sendable {
    func app(_ id: AppID) async throws(BrokerError) -> RegisteredApp?
    func apps() async throws(BrokerError) -> [RegisteredApp]
    /// Creates or replaces.
    func save(_ app: RegisteredApp) async throws(BrokerError)
    func remove(_ id: AppID) async throws(BrokerError)
}
