package import Broker
package import Domain
package import Logging
package import Transport

/// All of OAuth for whoever keeps its records: apps, sign-ins and live tokens.
package struct OAuthService: Sendable {
    package let apps: AppDesk
    private let registered: any AppStore
    private let grants: any GrantStore
    private let signIns: SignInDesk
    private let devices: DeviceDesk
    private let consents: ConsentDesk
    private let tokens: TokenDesk
    private let directory: ProviderDirectory
    private let verifiers: @Sendable (RegisteredApp, Deadline) -> AppVerifier
    private let catalogue: ProviderCatalogue
    private let externals: ExternalTokenDesk
    private let clock: any WallClock
    private let exercise: IdleExercise
    private let errands = LastErrands()
    private let log: Logger

    /// `clouds` are those of the configuration; Microsoft's own are always there and cannot be replaced.
    package init(
        apps: any AppStore, grants: any GrantStore, signIns: any SignInStore, consents: any ConsentStore,
        http: any HTTPClient,
        clock: any WallClock, randomness: any Randomness = SystemRandomness(), clouds: [String: Cloud] = [:],
        catalogue: ProviderCatalogue = .builtIn, assertions: any AssertionSource = NoAssertions(),
        tokenSource: any TokenSource = NoTokenSources(), log: Logger
    ) {
        let clouds = Cloud.builtIn.merging(clouds) { own, _ in own }
        let client = ProviderClient(http: http)
        let directory = ProviderDirectory(clouds: clouds, catalogue: catalogue, client: client, clock: clock)
        let book = AppBook(store: apps)
        let endpoint = TokenEndpoint(
            client: client,
            authenticator: ClientAuthenticator(assertions: assertions, clock: clock, randomness: randomness),
            ledger: ProofLedger(book: book, clock: clock, log: log))
        verifiers = { app, deadline in
            let client = ProviderClient(http: LimitedHTTPClient(client: http, limit: deadline))
            return AppVerifier(
                registered: app, rules: AppRules(clouds: clouds, catalogue: catalogue),
                directory: ProviderDirectory(clouds: clouds, catalogue: catalogue, client: client, clock: clock),
                endpoint: TokenEndpoint(
                    client: client, authenticator: endpoint.authenticator, ledger: endpoint.ledger),
                client: client, clock: clock, randomness: randomness)
        }
        self.directory = directory
        self.clock = clock
        self.log = log
        self.catalogue = catalogue
        externals = ExternalTokenDesk(source: tokenSource, clock: clock, randomness: randomness, log: log)
        registered = apps
        self.grants = grants
        self.apps = AppDesk(
            book: book, grants: grants, rules: AppRules(clouds: clouds, catalogue: catalogue),
            assertionNames: assertions.names, clock: clock, randomness: randomness)
        let tools = TokenTools(
            apps: apps, grants: grants, directory: directory, endpoint: endpoint, clock: clock, randomness: randomness,
            log: log, errands: errands)
        tokens = TokenDesk(tools: tools)
        exercise = IdleExercise(tools: tools, tokens: tokens)
        let signInDesk = SignInDesk(
            tools: SignInTools(
                signIns: signIns, apps: apps, grants: grants, directory: directory, endpoint: endpoint, tokens: tokens,
                clock: clock, randomness: randomness, log: log, errands: errands))
        self.signIns = signInDesk
        self.consents = ConsentDesk(
            consents: consents, book: book, apps: self.apps, directory: directory, tokens: tokens, clock: clock,
            randomness: randomness,
            log: log)
        devices = DeviceDesk(signIns: signInDesk, clock: clock)
    }

    // MARK: Apps

    package func updateApp(_ id: AppID, _ change: AppChange) async throws(BrokerError) -> App {
        // One that is not there gets no turnstile, so that nobody can make us keep any number of them.
        _ = try await apps.app(id)
        let turnstile = await signIns.turnstile(of: id)
        await turnstile.enter()
        defer { turnstile.leave() }
        var before = try await apps.app(id)
        let others = try await grants.grants().filter { $0.app != id }.map(\.account)
        let app = try await apps.update(id, change)
        // What was remembered of before, tokens and failures, is not true of the new app. A new name alone changes nothing.
        before.name = app.name
        if app != before {
            await tokens.forgetMemory(sparing: Set(others))
            await tokens.forgetMemory(of: id)
        }
        return app
    }

    package func deleteApp(_ id: AppID) async throws(BrokerError) {
        _ = try await apps.app(id)
        let turnstile = await signIns.turnstile(of: id)
        await turnstile.enter()
        defer { turnstile.leave() }
        try await apps.delete(id)
        await tokens.forgetMemory(of: id)
        await signIns.forgetTurnstile(of: id)
    }

    // MARK: Sign-in

    package func beginSignIn(_ request: SignInRequest) async throws(BrokerError) -> SignInInvitation {
        try await signIns.begin(request)
    }

    package func completeSignIn(_ completion: SignInCompletion) async throws(BrokerError) -> SignedIn {
        try await signIns.complete(completion)
    }

    package func signInResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> SignedIn {
        try await signIns.result(of: state, for: caller, until: deadline)
    }

    package func beginDeviceLogin(_ request: DeviceLoginRequest) async throws(BrokerError) -> DeviceLoginInvitation {
        try await devices.begin(request)
    }

    /// Asks providers about sign-ins on other devices until its task is cancelled; `ended` is told of those that ended well.
    package func tendDeviceLogins(ended: @escaping @Sendable (SignedIn) async -> Void) async {
        await devices.run(ended: ended)
    }

    /// Asks about those that are due, once.
    package func pollDeviceLogins(ended: @escaping @Sendable (SignedIn) async -> Void = { _ in }) async {
        await devices.attend(ended: ended)
    }

    /// The vault may be open now.
    package func lookAgain() async { await devices.ring() }

    package func beginAdminConsent(_ request: AdminConsentRequest) async throws(BrokerError) -> SignInInvitation {
        try await consents.begin(request)
    }

    package func completeAdminConsent(_ completion: SignInCompletion) async throws(BrokerError) -> AdminConsent {
        try await consents.complete(completion)
    }

    package func adminConsentResult(
        of state: Credential, for caller: CallerID, until deadline: Deadline
    ) async throws(BrokerError) -> AdminConsent {
        try await consents.result(of: state, for: caller, until: deadline)
    }

    package func verifyApp(_ id: AppID, until deadline: Deadline) async throws(BrokerError) -> AppVerification {
        guard let registered = try await registered.app(id) else { throw .notFound(what: "app") }
        return await verifiers(registered, deadline).verify()
    }

    /// What the catalogue knows.
    package func providers() -> [ProviderInfo] { catalogue.infos }

    package func accessToken(
        from request: ExternalTokenRequest, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken {
        try await externals.token(for: request, demand)
    }

    /// Lets everybody go who waits for a sign-in to end, because the daemon stops.
    package func stopWaiting() async {
        await signIns.stopWaiting()
        await consents.stopWaiting()
    }

    /// The end: asks providers for nothing any more that they give but once, waits until what they were asked for is kept, and
    /// writes what could not be written yet.
    package func finish(until deadline: Deadline) async {
        if await !errands.end(until: deadline) {
            log.error("a provider's answer was not waited for; its account may have to sign in again")
        }
        await tokens.saveLast()
    }

    package func sweepSignIns() async throws(BrokerError) {
        try await signIns.sweep()
        try await consents.sweep()
    }

    // MARK: Grants

    package func accessToken(
        for account: AccountID, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken {
        try await tokens.token(for: account, demand)
    }

    package func accessToken(
        as app: AppID, in tenant: String?, _ demand: TokenDemand
    ) async throws(BrokerError) -> AccessToken {
        try await tokens.token(as: app, in: tenant, demand)
    }

    package func tryAgain(_ account: AccountID) async throws(BrokerError) {
        await tokens.tryAgain(account)
        await externals.tryAgain(account)
    }

    package func tryAgain(as app: AppID, in tenant: String?) async throws(BrokerError) {
        await tokens.tryAgain(as: app, in: tenant)
    }

    /// Uses refresh tokens that lie idle for so long; `pause` waits between two, and returns false when there is no more time.
    package func exerciseIdle(
        after idle: Duration, pause: @Sendable (Duration) async -> Bool
    ) async throws(BrokerError) {
        try await exercise.run(after: idle, pause: pause)
    }

    package func servers(openedBy app: AppID, in tenant: String?) async throws(BrokerError) -> MailServers {
        guard let registered = try await registered.app(app) else { throw .notFound(what: "app") }
        return try directory.servers(openedBy: registered, in: tenant)
    }

    package func servers(
        fedBy source: TokenSourceName, in cloud: String?, by base: [BaseScope]
    ) throws(BrokerError) -> MailServers {
        try externals.requireSource(source)
        return try directory.servers(in: cloud, by: base)
    }

    package func forget(_ account: AccountID) async throws(BrokerError) { try await tokens.forget(account) }

    package func grantStatus(of account: AccountID) async throws(BrokerError) -> GrantStatus? {
        guard let grant = try await grants.grant(of: account) else { return nil }
        var status = grant.status
        guard let app = try await registered.app(grant.app) else { return status }
        if app.generation != grant.generation {
            // The app moved: its next use would be refused, so it is no secret that it will.
            status.failure = .init(at: grant.status.signedInAt, error: .signInRequired(account, nil))
        }
        // An app whose cloud the configuration does not know any more asks for nothing.
        guard let plan = try? directory.plan(of: app) else { return status }
        status.resources = grant.resources(under: plan, await tokens.shelf(of: account), at: clock.now())
        return status
    }

    package func resources(of app: AppID, in tenant: String?) async throws(BrokerError) -> [ResourceStatus] {
        await tokens.resources(of: app, in: tenant)
    }

    package func holdings() async throws(BrokerError) -> [Holding] {
        var holdings: [Holding] = []
        for grant in try await grants.grants() {
            var signedIn = grant.signedIn(isNew: false, context: nil)
            if signedIn.servers.graph != nil, signedIn.servers.sendsByGraph == nil {
                signedIn.servers.sendsByGraph = try await sendsByGraph(grant.app)
            }
            holdings.append(.grant(signedIn))
        }
        return holdings
    }

    /// Whether the app asks for `Mail.Send`: grants were once written without saying so.
    private func sendsByGraph(_ app: AppID) async throws(BrokerError) -> Bool? {
        guard let registered = try await registered.app(app) else { return nil }
        return try? directory.servers(of: registered).sendsByGraph
    }
}
