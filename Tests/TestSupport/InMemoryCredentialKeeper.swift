package import Broker
package import Domain
package import Mail

/// Credentials that are gone with the process.
package actor InMemoryCredentialKeeper: CredentialKeeper {
    package private(set) var passwords: [AccountID: KeptPassword] = [:]
    package private(set) var grants: [AccountID: SignedIn] = [:]
    private var failure: MailError?
    private var signedInAt = Timestamp(secondsSince1970: 0)
    private var resources: [ResourceStatus] = []
    private var appServers: Result<MailServers, MailError> = .failure(.notFound(what: "app"))
    private var appTenants: Set<String>?
    private var afterKeeping: (@Sendable () async -> Void)?
    private var afterLooking: (@Sendable () async -> Void)?
    private var whileLookingUpServers: (@Sendable () async -> Void)?

    package init(grants: [SignedIn] = []) {
        for grant in grants { self.grants[grant.account] = grant }
    }

    /// Every call from now on throws this, or works again.
    package func fail(with error: MailError?) { failure = error }

    /// Runs when a password was kept, before anybody is told.
    package func afterKeeping(_ body: @escaping @Sendable () async -> Void) { afterKeeping = body }

    /// Keeps the grant of a sign-in, as the broker does before anybody is told of it.
    package func keep(_ grant: SignedIn) { grants[grant.account] = grant }

    /// Runs when a grant was looked for, before anybody is told.
    package func afterLooking(_ body: @escaping @Sendable () async -> Void) { afterLooking = body }

    package func keepPassword(_ password: KeptPassword, for account: AccountID) async throws(MailError) {
        if let failure { throw failure }
        passwords[account] = password
        await afterKeeping?()
    }

    package func changePassword(to password: KeptPassword, of account: AccountID) async throws(MailError) {
        try await keepPassword(password.beside(passwords[account]), for: account)
    }

    package func settlePassword(of account: AccountID, isTaken: Bool) throws(MailError) {
        if let failure { throw failure }
        passwords[account] = passwords[account]?.settled(isTaken: isTaken)
    }

    package func forget(_ account: AccountID) throws(MailError) {
        if let failure { throw failure }
        passwords[account] = nil
        grants[account] = nil
    }

    /// When everybody signed in.
    package func signIn(at moment: Timestamp) { signedInAt = moment }

    /// What the provider answered for, from now on: one entry for each resource.
    package func answered(_ resources: [ResourceStatus]) { self.resources = resources }

    package func grantStatus(of account: AccountID) async throws(MailError) -> GrantStatus? {
        if let failure { throw failure }
        let status = grants[account].map {
            GrantStatus(
                app: $0.app, identity: $0.identity, grantedScopes: $0.grantedScopes, signedInAt: signedInAt,
                resources: resources)
        }
        await afterLooking?()
        return status
    }

    /// The servers of every app, or what keeps apps from acting for themselves.
    package func openByApps(_ servers: Result<MailServers, MailError>) { appServers = servers }

    /// Apps act in these tenants alone, which have to be named; in any when nil.
    package func openByApps(in tenants: Set<String>?) { appTenants = tenants }

    /// Runs while somebody asks for an app's servers.
    package func whileLookingUpServers(_ body: @escaping @Sendable () async -> Void) { whileLookingUpServers = body }

    package func servers(openedBy app: AppID, in tenant: String?) async throws(MailError) -> MailServers {
        await whileLookingUpServers?()
        if let appTenants, !appTenants.contains(tenant ?? "") {
            throw .credential(.appMisconfigured(app, hint: "give a tenant", nil))
        }
        return try appServers.get()
    }

    package func servers(
        fedBy source: TokenSourceName, in cloud: String?, by base: [BaseScope]
    ) async throws(MailError) -> MailServers {
        if let failure { throw failure }
        guard let cloud else { return MailServers() }
        let server = ServerAddress(host: "\(cloud).example", port: 993, security: .tls)
        return MailServers(
            imap: base.contains(.imap) ? server : nil, graph: base.contains(.graph) ? "https://\(cloud).example" : nil)
    }

    package nonisolated func credentials(of prospect: Account) -> any CredentialSource {
        FixedCredentials(.bearer(Secret("token")))
    }

    package func holdings() throws(MailError) -> [Holding] {
        if let failure { throw failure }
        return grants.values.map(Holding.grant) + passwords.keys.map(Holding.password)
    }
}
