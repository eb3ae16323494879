import Broker
import Domain
import Synchronization

/// A broker that has one app, gives tokens that name their owner, and nothing else.
final class ScriptedBroker: CredentialBroker {
    struct State: Sendable {
        var app = App(
            id: AppID(unchecked: "app_one"), name: "One", provider: .outlook, clientId: "client",
            clientAuthentication: .clientSecret, baseScopes: [.graph], redirectURLs: [],
            createdAt: Timestamp(secondsSince1970: 0))
        /// The grants that there are.
        var grants: [AccountID: GrantStatus] = [:]
        /// Why no token is given.
        var failure: BrokerError?
    }
    let state = Mutex(State())

    func fail(with failure: BrokerError?) { state.withLock { $0.failure = failure } }

    private func token(named name: String, _ demand: TokenDemand) throws(BrokerError) -> AccessToken {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        return AccessToken(
            credential: Credential("token of \(name)"), expiresAt: Timestamp(secondsSince1970: 3_600),
            resource: demand.resource)
    }

    func accessToken(for account: AccountID, _ demand: TokenDemand) throws(BrokerError) -> AccessToken {
        try token(named: account.rawValue, demand)
    }
    func accessToken(as app: AppID, _ demand: TokenDemand) throws(BrokerError) -> AccessToken {
        try token(named: app.rawValue, demand)
    }
    func grantStatus(of account: AccountID) -> GrantStatus? { state.withLock { $0.grants[account] } }

    func app(_ id: AppID) -> App { state.withLock { $0.app } }
    func apps() -> [App] { [state.withLock { $0.app }] }
    func updateApp(_ id: AppID, _ change: AppChange) -> App {
        state.withLock { state in
            if let name = change.name { state.app.name = name }
            if let base = change.baseScopes { state.app.baseScopes = base }
            return state.app
        }
    }
    func deleteApp(_ id: AppID) {}
    func servers(openedBy app: AppID) -> MailServers { MailServers(graph: "https://graph.example") }
    func holdings() -> [Holding] { [] }
    func forget(_ account: AccountID) {}

    func registerApp(_ registration: AppRegistration) throws(BrokerError) -> App { throw .cancelled }
    func beginSignIn(_ request: SignInRequest) throws(BrokerError) -> SignInInvitation { throw .cancelled }
    func completeSignIn(_ completion: SignInCompletion) throws(BrokerError) -> SignedIn { throw .cancelled }
    func signInResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) throws(BrokerError) -> SignedIn { throw .cancelled }
    func keepPassword(_ password: KeptPassword, for account: AccountID) throws(BrokerError) { throw .cancelled }
    func password(for account: AccountID, on service: MailService) throws(BrokerError) -> Credential {
        throw .cancelled
    }
    func dataKey(for purpose: DataKeyPurpose) throws(BrokerError) -> DataKey { throw .cancelled }
    func vaultStatus() -> VaultStatus { VaultStatus(state: .open) }
    func unlockVault(with passphrase: Credential) throws(BrokerError) -> VaultStatus { throw .cancelled }
    func setVaultPassphrase(_ passphrase: Credential?) throws(BrokerError) -> VaultStatus { throw .cancelled }
    func rotateVaultKey() throws(BrokerError) -> VaultStatus { throw .cancelled }
}
