internal import Broker
internal import OAuth

/// Sign-ins that are under way, in the vault.
struct VaultSignInStore: SignInStore {
    let records: VaultRecords<SignIn>

    func signIn(_ key: String) async throws(BrokerError) -> SignIn? { try await records.value(key) }
    func keys() async throws(BrokerError) -> [String] { try await records.ids() }
    func save(_ signIn: SignIn, as key: String) async throws(BrokerError) { try await records.save(signIn, as: key) }
    func remove(_ key: String) async throws(BrokerError) { try await records.remove(key) }
}
