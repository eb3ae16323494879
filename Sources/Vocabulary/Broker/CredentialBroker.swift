package import Domain

/// The one door to everything that holds a refresh token, a client secret, a password or the master key.
///
/// Everything that crosses it is a value that can be encoded, and every call may wait, because the broker is to become a
/// process of its own (`proto-docs/decisions/0004-broker-line.md`). Nothing behind it reads mail; nothing in front of it
/// sees a refresh token. What returned without an error is durable.
package protocol CredentialBroker: Sendable {
    // MARK: OAuth apps

    func registerApp(_ registration: AppRegistration) async throws(BrokerError) -> App
    /// Endpoints, cloud and client id change only with the secret given anew; changing them voids the app's grants.
    func updateApp(_ id: AppID, _ change: AppChange) async throws(BrokerError) -> App
    /// `conflict` while accounts depend on it.
    func deleteApp(_ id: AppID) async throws(BrokerError)
    func app(_ id: AppID) async throws(BrokerError) -> App
    func apps() async throws(BrokerError) -> [App]

    /// Tries what can be tried without a user, step by step; nothing is changed by it.
    func verifyApp(_ id: AppID, until deadline: Deadline) async throws(BrokerError) -> AppVerification
    /// What the catalogue knows.
    func providers() async -> [ProviderInfo]

    // MARK: Sign-in

    func beginSignIn(_ request: SignInRequest) async throws(BrokerError) -> SignInInvitation
    /// Consumes the state, redeems the code, checks who signed in, and keeps the grant durably, in this order.
    ///
    /// The same state and code again give the same result, until the sign-in's own end of life.
    func completeSignIn(_ completion: SignInCompletion) async throws(BrokerError) -> SignedIn
    /// Waits until somebody completes or refuses the sign-in; `timedOut` at the deadline.
    func signInResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> SignedIn

    /// Begins a sign-in on another device; `signInResult` waits for its end. The broker asks the provider for it by itself,
    /// also after a restart.
    func beginDeviceLogin(_ request: DeviceLoginRequest) async throws(BrokerError) -> DeviceLoginInvitation
    /// Where to send an administrator.
    func beginAdminConsent(_ request: AdminConsentRequest) async throws(BrokerError) -> SignInInvitation
    /// Takes what the administrator's browser brought back; the same again gives the same result.
    func completeAdminConsent(_ completion: SignInCompletion) async throws(BrokerError) -> AdminConsent
    /// Waits until somebody completes or refuses it; `timedOut` at the deadline.
    func adminConsentResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> AdminConsent

    // MARK: Credentials

    /// A live access token for the account's grant, refreshed first where needed (design.md, "A token").
    func accessToken(for account: AccountID, _ demand: TokenDemand) async throws(BrokerError) -> AccessToken
    /// A live access token of the app itself, without a user (reference sheet, section A12): one for each resource, whatever
    /// number of mailboxes it opens.
    /// `tenant` is for apps of several tenants; the app's own authority when nil.
    func accessToken(
        as app: AppID, in tenant: String?, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken
    /// A token that a command or an address of the configuration gives, cached until it ends.
    func accessToken(
        from request: ExternalTokenRequest, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken
    /// Forgets that the provider refused the account's grant, so that the next demand asks it again at once.
    /// Unless the provider asked to be left alone for a while.
    func tryAgain(_ account: AccountID) async throws(BrokerError)
    /// The same of an app that acts without a user, in one tenant.
    func tryAgain(as app: AppID, in tenant: String?) async throws(BrokerError)
    /// Where the mailboxes are that the app can open by itself. `appMisconfigured` when it cannot act without a user.
    func servers(openedBy app: AppID, in tenant: String?) async throws(BrokerError) -> MailServers
    /// Where a cloud of Microsoft's keeps mail, by these ways; none without a cloud. `invalid` for a token source or a cloud
    /// that the configuration does not have.
    func servers(
        fedBy source: TokenSourceName, in cloud: String?, by base: [BaseScope]
    ) async throws(BrokerError) -> MailServers
    /// Seals a password; the account need not exist yet.
    func keepPassword(_ password: KeptPassword, for account: AccountID) async throws(BrokerError)
    /// Like `keepPassword`; the one before stays beside it for its own servers, until `settlePassword` says which counts.
    func changePassword(to password: KeptPassword, of account: AccountID) async throws(BrokerError)
    func settlePassword(of account: AccountID, isTaken: Bool) async throws(BrokerError)
    /// `conflict` where none was given for this server. Nil asks for the newest.
    func password(
        for account: AccountID, on service: MailService, at server: ServerAddress?
    ) async throws(BrokerError) -> Credential
    /// Forgets grant and passwords of the account. Forgetting what is not there is no error.
    func forget(_ account: AccountID) async throws(BrokerError)
    /// Everything kept about accounts, without secrets: start-up compares it with the accounts it knows.
    func holdings() async throws(BrokerError) -> [Holding]
    /// The facts about one account's grant, without contacting anybody; nil where there is none.
    func grantStatus(of account: AccountID) async throws(BrokerError) -> GrantStatus?
    /// The same about the tokens of an app that acts without a user, in one tenant, as far as it asked for any since the
    /// start.
    func resources(of app: AppID, in tenant: String?) async throws(BrokerError) -> [ResourceStatus]
    /// A random key of 32 bytes for one purpose, made at the first call and the same ever after.
    func dataKey(for purpose: DataKeyPurpose) async throws(BrokerError) -> DataKey

    // MARK: Vault

    func vaultStatus() async -> VaultStatus
    /// Opens a sealed vault by its passphrase slot; makes the vault, with that slot, when there is none yet.
    func unlockVault(with passphrase: Credential) async throws(BrokerError) -> VaultStatus
    /// Adds, replaces or (nil) removes the passphrase slot of an open vault. The last slot cannot go.
    func setVaultPassphrase(_ passphrase: Credential?) async throws(BrokerError) -> VaultStatus
    /// Makes a new master key and rewraps every record under it; goes on where it stopped if it was interrupted.
    func rotateVaultKey() async throws(BrokerError) -> VaultStatus
}
