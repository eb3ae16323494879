internal import Broker
internal import Domain
internal import OAuth

/// Grants, in the vault.
struct VaultGrantStore: GrantStore {
    let records: VaultRecords<Grant>

    func grant(of account: AccountID) async throws(BrokerError) -> Grant? { try await records.value(account.rawValue) }
    func grants() async throws(BrokerError) -> [Grant] { try await records.values() }
    func save(_ grant: Grant) async throws(BrokerError) { try await records.save(grant, as: grant.account.rawValue) }
    func remove(_ account: AccountID) async throws(BrokerError) { try await records.remove(account.rawValue) }
}
