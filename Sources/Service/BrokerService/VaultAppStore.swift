internal import Broker
internal import Domain
internal import OAuth

/// Apps, in the vault.
struct VaultAppStore: AppStore {
    let records: VaultRecords<RegisteredApp>

    func app(_ id: AppID) async throws(BrokerError) -> RegisteredApp? { try await records.value(id.rawValue) }
    func apps() async throws(BrokerError) -> [RegisteredApp] { try await records.values() }
    func save(_ app: RegisteredApp) async throws(BrokerError) { try await records.save(app, as: app.app.id.rawValue) }
    func remove(_ id: AppID) async throws(BrokerError) { try await records.remove(id.rawValue) }
}
