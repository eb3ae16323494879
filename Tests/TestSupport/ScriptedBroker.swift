package import Broker
package import Domain
internal import Synchronization

/// A broker that has one app, gives tokens that name their owner, and nothing else.
package final class ScriptedBroker: CredentialBroker {
    private struct State: Sendable {
        var app = App(
            id: AppID(unchecked: "app_one"), name: "One", provider: .outlook, clientId: "client",
            clientAuthentication: .clientSecret, baseScopes: [.graph], redirectURLs: [],
            createdAt: Timestamp(secondsSince1970: 0))
        /// The grants that there are.
        var grants: [AccountID: GrantStatus] = [:]
        /// Why no token is given.
        var failure: BrokerError?
        /// Of apps that act alone, by app and tenant.
        var resources: [String: [ResourceStatus]] = [:]
        var triedAgain: [String] = []
        var lastDemand: TokenDemand?
    }
    private let state = Mutex(State())

    package init() {}

    /// Which token was asked for last.
    package var lastDemand: TokenDemand? { state.withLock { $0.lastDemand } }
    /// What was to be tried again, in order.
    package var triedAgain: [String] { state.withLock { $0.triedAgain } }

    /// Changes the app behind everybody's back, as a provider's answers do.
    package func change(_ change: @Sendable (inout App) -> Void) { state.withLock { change(&$0.app) } }
    package func keep(_ grant: GrantStatus, of account: AccountID) { state.withLock { $0.grants[account] = grant } }
    /// What is known of an app's own tokens.
    package func keep(_ resources: [ResourceStatus], of app: AppID, in tenant: String?) {
        state.withLock { $0.resources["\(app.rawValue) in \(tenant ?? "-")"] = resources }
    }
    /// Why no token is given from now on.
    package func fail(with failure: BrokerError?) { state.withLock { $0.failure = failure } }

    private func token(named name: String, _ demand: TokenDemand) throws(BrokerError) -> AccessToken {
        let failure = state.withLock { state in
            state.lastDemand = demand
            return state.failure
        }
        if let failure { throw failure }
        return AccessToken(
            credential: Credential("token of \(name)"), expiresAt: Timestamp(secondsSince1970: 3_600),
            resource: demand.resource)
    }

    package func accessToken(for account: AccountID, _ demand: TokenDemand) throws(BrokerError) -> AccessToken {
        try token(named: account.rawValue, demand)
    }
    package func accessToken(
        as app: AppID, in tenant: String?, _ demand: TokenDemand
    ) throws(BrokerError) -> AccessToken {
        try token(named: app.rawValue, demand)
    }
    package func grantStatus(of account: AccountID) -> GrantStatus? { state.withLock { $0.grants[account] } }

    package func resources(of app: AppID, in tenant: String?) -> [ResourceStatus] {
        state.withLock { $0.resources["\(app.rawValue) in \(tenant ?? "-")"] ?? [] }
    }

    package func app(_ id: AppID) -> App { state.withLock { $0.app } }
    package func apps() -> [App] { [state.withLock { $0.app }] }
    package func updateApp(_ id: AppID, _ change: AppChange) -> App {
        state.withLock { state in
            if let name = change.name { state.app.name = name }
            if let base = change.baseScopes { state.app.baseScopes = base }
            if change.clientSecret != nil {
                state.app.credentials = [
                    AppCredential(id: "cred_1", kind: .secret, addedAt: Timestamp(secondsSince1970: 0))
                ]
            }
            return state.app
        }
    }
    package func deleteApp(_ id: AppID) {}
    package func servers(fedBy source: TokenSourceName, in cloud: String?, by base: [BaseScope]) -> MailServers {
        MailServers()
    }

    package func servers(openedBy app: AppID, in tenant: String?) -> MailServers {
        MailServers(graph: "https://graph.example")
    }
    package func accessToken(
        from request: ExternalTokenRequest, _ demand: TokenDemand
    ) throws(BrokerError) -> AccessToken {
        try token(named: request.source.rawValue, demand)
    }
    package func tryAgain(_ account: AccountID) { state.withLock { $0.triedAgain.append(account.rawValue) } }
    package func tryAgain(as app: AppID, in tenant: String?) {
        state.withLock { $0.triedAgain.append("\(app.rawValue) in \(tenant ?? "-")") }
    }
    package func verifyApp(_ id: AppID, until deadline: Deadline) -> AppVerification { AppVerification(steps: []) }
    package func providers() -> [ProviderInfo] { [] }
    package func beginDeviceLogin(_ request: DeviceLoginRequest) throws(BrokerError) -> DeviceLoginInvitation {
        throw .cancelled
    }
    package func beginAdminConsent(_ request: AdminConsentRequest) throws(BrokerError) -> SignInInvitation {
        throw .cancelled
    }
    package func completeAdminConsent(_ completion: SignInCompletion) throws(BrokerError) -> AdminConsent {
        throw .cancelled
    }
    package func adminConsentResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) throws(BrokerError) -> AdminConsent { throw .cancelled }
    package func holdings() -> [Holding] { [] }
    package func forget(_ account: AccountID) {}

    package func registerApp(_ registration: AppRegistration) throws(BrokerError) -> App { throw .cancelled }
    package func beginSignIn(_ request: SignInRequest) throws(BrokerError) -> SignInInvitation { throw .cancelled }
    package func completeSignIn(_ completion: SignInCompletion) throws(BrokerError) -> SignedIn { throw .cancelled }
    package func signInResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) throws(BrokerError) -> SignedIn { throw .cancelled }
    package func keepPassword(_ password: KeptPassword, for account: AccountID) throws(BrokerError) { throw .cancelled }
    package func changePassword(to password: KeptPassword, of account: AccountID) throws(BrokerError) {
        throw .cancelled
    }
    package func settlePassword(of account: AccountID, isTaken: Bool) throws(BrokerError) { throw .cancelled }
    package func password(
        for account: AccountID, on service: MailService, at server: ServerAddress?
    ) throws(BrokerError) -> Credential { throw .cancelled }
    package func dataKey(for purpose: DataKeyPurpose) throws(BrokerError) -> DataKey { throw .cancelled }
    package func vaultStatus() -> VaultStatus { VaultStatus(state: .open) }
    package func unlockVault(with passphrase: Credential) throws(BrokerError) -> VaultStatus { throw .cancelled }
    package func setVaultPassphrase(_ passphrase: Credential?) throws(BrokerError) -> VaultStatus { throw .cancelled }
    package func rotateVaultKey() throws(BrokerError) -> VaultStatus { throw .cancelled }
}
