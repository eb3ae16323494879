import Broker
import Domain
import Logging
import OAuth
import TestSupport
import Testing

/// OAuth with a provider, a clock and a store that tests command.
struct Desk {
    let clock: ManualWallClock
    let provider: FakeProvider
    let store: MemoryStore
    let log = CapturedLog()
    let service: OAuthService
    static let caller = CallerID(rawValue: 1_000)
    static let secret = "s3cret~CANARY"

    init(
        store: MemoryStore = MemoryStore(), provider: FakeProvider? = nil, clock: ManualWallClock = ManualWallClock(),
        assertions: any AssertionSource = NoAssertions(), catalogue: ProviderCatalogue = .builtIn,
        tokenSource: any TokenSource = NoTokenSources()
    ) {
        self.clock = clock
        self.store = store
        let provider = provider ?? FakeProvider(clock: clock)
        self.provider = provider
        service = OAuthService(
            apps: store, grants: store, signIns: store, consents: store, http: provider, clock: clock,
            randomness: SteadyRandomness(), clouds: [:], catalogue: catalogue, assertions: assertions,
            tokenSource: tokenSource, log: log.logger)
    }

    /// The same after a restart: what was durable, and nothing else.
    func restarted() -> Desk { Desk(store: MemoryStore(store.contents), provider: provider, clock: clock) }

    static let outlook = AppRegistration(
        name: "Test", provider: .outlook, clientId: "client", clientSecret: Credential(secret),
        redirectURLs: ["http://localhost/oauth", "https://backend.example/oauth"])

    static let oidc = AppRegistration(
        name: "Test", provider: .oidc, clientId: "client", clientSecret: Credential(secret),
        redirectURLs: ["http://localhost/oauth"], issuer: FakeProvider.issuer,
        imap: ServerAddress(host: "imap.example", port: 993, security: .tls),
        smtp: ServerAddress(host: "smtp.example", port: 465, security: .tls))

    func begin(
        _ app: App, _ change: (inout SignInRequest) -> Void = { _ in }
    ) async throws -> SignInInvitation {
        var request = SignInRequest(app: app.id, caller: Self.caller)
        change(&request)
        return try await service.beginSignIn(request)
    }

    func complete(
        _ invitation: SignInInvitation, code: String, caller: CallerID? = caller, issuer: String? = nil
    ) async throws -> SignedIn {
        try await service.completeSignIn(
            SignInCompletion(
                caller: caller, state: Credential(invitation.state), answer: .code(Credential(code)), issuer: issuer))
    }

    /// Everything from the registration to the grant.
    func signIn(
        _ registration: AppRegistration = outlook, _ change: (inout SignInRequest) -> Void = { _ in }
    ) async throws -> SignedIn {
        let app = try await service.apps.register(registration)
        let invitation = try await begin(app, change)
        return try await complete(invitation, code: provider.consent(invitation.url))
    }

    func token(_ account: AccountID, _ demand: TokenDemand = TokenDemand(resource: .mail)) async throws -> String {
        try await service.accessToken(for: account, demand).credential.withExposed { $0 }
    }
}

/// The broker's error of a call, which must have one.
func failure(of body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) async -> BrokerError?
{
    do {
        try await body()
        Issue.record("nothing failed", sourceLocation: sourceLocation)
        return nil
    } catch {
        return error as? BrokerError
    }
}
