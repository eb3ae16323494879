internal import Broker
internal import Domain
internal import Mail

/// Joins Mail's need for credentials to the broker, for the accounts that there are.
struct BrokerCredentials: CredentialSource {
    let broker: any CredentialBroker
    let accounts: any AccountStore

    func credential(for id: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential {
        guard let account = try await accounts.account(id) else { throw .notFound(what: "account") }
        return try await AccountCredentials(broker: broker, account: account).credential(for: id, demand)
    }
}
