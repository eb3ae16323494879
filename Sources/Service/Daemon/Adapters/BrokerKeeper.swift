internal import Broker
internal import Cryptography
internal import Domain
internal import Mail

/// Joins Mail's wish to have passwords kept, and its own keys, to the broker.
struct BrokerKeeper: CredentialKeeper, DataKeySource {
    let broker: any CredentialBroker

    func keepPassword(_ password: KeptPassword, for account: AccountID) async throws(MailError) {
        try await asMail { () throws(BrokerError) in try await broker.keepPassword(password, for: account) }
    }

    func changePassword(to password: KeptPassword, of account: AccountID) async throws(MailError) {
        try await asMail { () throws(BrokerError) in try await broker.changePassword(to: password, of: account) }
    }

    func settlePassword(of account: AccountID, isTaken: Bool) async throws(MailError) {
        try await asMail { () throws(BrokerError) in try await broker.settlePassword(of: account, isTaken: isTaken) }
    }

    func forget(_ account: AccountID) async throws(MailError) {
        try await asMail { () throws(BrokerError) in try await broker.forget(account) }
    }

    func grantStatus(of account: AccountID) async throws(MailError) -> GrantStatus? {
        try await asMail { () throws(BrokerError) in try await broker.grantStatus(of: account) }
    }

    func servers(openedBy app: AppID, in tenant: String?) async throws(MailError) -> MailServers {
        try await asMail { () throws(BrokerError) in try await broker.servers(openedBy: app, in: tenant) }
    }

    func servers(
        fedBy source: TokenSourceName, in cloud: String?, by base: [BaseScope]
    ) async throws(MailError) -> MailServers {
        try await asMail { () throws(BrokerError) in try await broker.servers(fedBy: source, in: cloud, by: base) }
    }

    func credentials(of prospect: Account) -> any CredentialSource {
        AccountCredentials(broker: broker, account: prospect)
    }

    func holdings() async throws(MailError) -> [Holding] {
        try await asMail { () throws(BrokerError) in try await broker.holdings() }
    }

    func dataKey(for purpose: DataKeyPurpose) async throws(MailError) -> KeyBytes {
        let key = try await asMail { () throws(BrokerError) in try await broker.dataKey(for: purpose) }
        return key.withBytes { KeyBytes(copying: $0) }
    }

    private func asMail<Value: Sendable>(
        _ ask: () async throws(BrokerError) -> Value
    ) async throws(MailError) -> Value {
        do throws(BrokerError) { return try await ask() } catch { throw .credential(error) }
    }
}
