internal import Broker
internal import OAuth

/// Administrators' consents that are under way, in the vault.
struct VaultConsentStore: ConsentStore {
    let records: VaultRecords<AwaitedConsent>

    func consent(_ key: String) async throws(BrokerError) -> AwaitedConsent? { try await records.value(key) }
    func consentKeys() async throws(BrokerError) -> [String] { try await records.ids() }
    func save(_ consent: AwaitedConsent, as key: String) async throws(BrokerError) {
        try await records.save(consent, as: key)
    }
    func removeConsent(_ key: String) async throws(BrokerError) { try await records.remove(key) }
}
