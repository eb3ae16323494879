package import Broker
internal import Cryptography
package import Domain
internal import Logging
internal import OAuth
internal import Vault

extension LocalBroker: CredentialBroker {
    // MARK: OAuth apps

    package nonisolated func registerApp(_ registration: AppRegistration) async throws(BrokerError) -> App {
        try await vault.requireOpen()
        return try await oauth.apps.register(registration)
    }

    package nonisolated func updateApp(_ id: AppID, _ change: AppChange) async throws(BrokerError) -> App {
        try await oauth.updateApp(id, change)
    }

    package nonisolated func deleteApp(_ id: AppID) async throws(BrokerError) { try await oauth.deleteApp(id) }

    package nonisolated func app(_ id: AppID) async throws(BrokerError) -> App { try await oauth.apps.app(id) }

    package nonisolated func apps() async throws(BrokerError) -> [App] { try await oauth.apps.all() }

    package nonisolated func verifyApp(
        _ id: AppID, until deadline: Deadline
    ) async throws(BrokerError) -> AppVerification {
        try await oauth.verifyApp(id, until: deadline)
    }

    package nonisolated func providers() async -> [ProviderInfo] { oauth.providers() }

    // MARK: Sign-in

    package nonisolated func beginSignIn(_ request: SignInRequest) async throws(BrokerError) -> SignInInvitation {
        try await vault.requireOpen()
        return try await oauth.beginSignIn(request)
    }

    package nonisolated func completeSignIn(_ completion: SignInCompletion) async throws(BrokerError) -> SignedIn {
        try await oauth.completeSignIn(completion)
    }

    package nonisolated func signInResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> SignedIn {
        try await oauth.signInResult(of: state, for: caller, until: deadline)
    }

    package nonisolated func beginDeviceLogin(
        _ request: DeviceLoginRequest
    ) async throws(BrokerError) -> DeviceLoginInvitation {
        try await vault.requireOpen()
        return try await oauth.beginDeviceLogin(request)
    }

    package nonisolated func beginAdminConsent(
        _ request: AdminConsentRequest
    ) async throws(BrokerError) -> SignInInvitation {
        try await vault.requireOpen()
        return try await oauth.beginAdminConsent(request)
    }

    package nonisolated func completeAdminConsent(
        _ completion: SignInCompletion
    ) async throws(BrokerError) -> AdminConsent {
        try await oauth.completeAdminConsent(completion)
    }

    package nonisolated func adminConsentResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> AdminConsent {
        try await oauth.adminConsentResult(of: state, for: caller, until: deadline)
    }

    // MARK: Credentials

    package nonisolated func accessToken(
        for account: AccountID, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken {
        try await oauth.accessToken(for: account, demand)
    }

    package nonisolated func accessToken(
        as app: AppID, in tenant: String?, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken {
        try await oauth.accessToken(as: app, in: tenant, demand)
    }

    package nonisolated func accessToken(
        from request: ExternalTokenRequest, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken {
        try await oauth.accessToken(from: request, demand)
    }

    package nonisolated func tryAgain(_ account: AccountID) async throws(BrokerError) {
        try await oauth.tryAgain(account)
    }

    package nonisolated func tryAgain(as app: AppID, in tenant: String?) async throws(BrokerError) {
        try await oauth.tryAgain(as: app, in: tenant)
    }

    package nonisolated func servers(
        openedBy app: AppID, in tenant: String?
    ) async throws(BrokerError) -> MailServers {
        try await oauth.servers(openedBy: app, in: tenant)
    }

    package nonisolated func servers(
        fedBy source: TokenSourceName, in cloud: String?, by base: [BaseScope]
    ) async throws(BrokerError) -> MailServers {
        try oauth.servers(fedBy: source, in: cloud, by: base)
    }

    package nonisolated func keepPassword(
        _ password: KeptPassword, for account: AccountID
    ) async throws(BrokerError) {
        try await vault.requireOpen()
        try password.check()
        try await passwords.save(password, as: account.rawValue)
    }

    package nonisolated func changePassword(
        to password: KeptPassword, of account: AccountID
    ) async throws(BrokerError) {
        var known: KeptPassword?
        // A damaged record is mended by a new one.
        do throws(BrokerError) { known = try await passwords.value(account.rawValue) } catch .vaultCorrupt {}
        try await keepPassword(password.beside(known), for: account)
    }

    package nonisolated func settlePassword(of account: AccountID, isTaken: Bool) async throws(BrokerError) {
        guard let kept = try await passwords.value(account.rawValue), kept.previous != nil else { return }
        try await passwords.save(kept.settled(isTaken: isTaken), as: account.rawValue)
    }

    package nonisolated func password(
        for account: AccountID, on service: MailService, at server: ServerAddress?
    ) async throws(BrokerError) -> Credential {
        guard let kept = try await passwords.value(account.rawValue) else { throw .notFound(what: "password") }
        guard let password = kept.credential(on: service, at: server) else {
            throw .conflict("the password was not given for this server")
        }
        return password
    }

    package nonisolated func forget(_ account: AccountID) async throws(BrokerError) {
        try await oauth.forget(account)
        try await passwords.remove(account.rawValue)
    }

    package nonisolated func holdings() async throws(BrokerError) -> [Holding] {
        let kept = try await passwords.ids().compactMap(AccountID.init(rawValue:))
        return try await oauth.holdings() + kept.map(Holding.password)
    }

    package nonisolated func grantStatus(of account: AccountID) async throws(BrokerError) -> GrantStatus? {
        try await oauth.grantStatus(of: account)
    }

    package nonisolated func resources(
        of app: AppID, in tenant: String?
    ) async throws(BrokerError) -> [ResourceStatus] {
        try await oauth.resources(of: app, in: tenant)
    }

    package nonisolated func dataKey(for purpose: DataKeyPurpose) async throws(BrokerError) -> DataKey {
        try await vaulted { () async throws(VaultError) in try await vault.dataKey(named: purpose.rawValue) }
            .withBytes(DataKey.init(bytes:))
    }

    // MARK: Vault

    package nonisolated func vaultStatus() async -> VaultStatus { await status() }

    package nonisolated func unlockVault(with passphrase: Credential) async throws(BrokerError) -> VaultStatus {
        let wasOpen = await vault.status().state == .open
        do throws(VaultError) {
            try await vault.unlock(passphrase.secret)
        } catch .wrongKey {
            throw .invalid(field: "passphrase", reason: "it does not open this vault")
        } catch {
            throw BrokerError(error)
        }
        if wasOpen { return await status() }
        await opened()
        log.notice("the vault is open")
        await resumeRotation()
        await sweep()
        await oauth.lookAgain()
        return await status()
    }

    /// A rotation that cannot be ended now hinders nobody: until it is, both keys open records.
    private nonisolated func resumeRotation() async {
        do throws(VaultError) {
            try await vault.resumeRotation()
        } catch {
            log.error(
                "the rotation of the vault's key could not be ended; rotateVaultKey resumes it",
                metadata: ["reason": "\(error)"])
        }
    }

    package nonisolated func setVaultPassphrase(
        _ passphrase: Credential?
    ) async throws(BrokerError) -> VaultStatus {
        try await vaulted { () async throws(VaultError) in try await vault.setPassphrase(passphrase?.secret) }
        log.notice(passphrase == nil ? "the vault has no passphrase any more" : "the vault has a new passphrase")
        return await status()
    }

    package nonisolated func rotateVaultKey() async throws(BrokerError) -> VaultStatus {
        try await vaulted { () async throws(VaultError) in try await vault.rotate() }
        log.notice("the vault has a new key")
        return await status()
    }
}
