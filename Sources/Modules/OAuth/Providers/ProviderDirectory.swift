internal import Broker
internal import Domain

/// Knows every provider: its addresses by cloud, by discovery or by the registration, and its keys.
actor ProviderDirectory {
    private let rules: AppRules
    let client: ProviderClient
    private let clock: any WallClock
    private var discovered: [String: CachedDocument<DiscoveryDocument>] = [:]
    private var keySets: [String: CachedDocument<KeySet>] = [:]

    init(clouds: [String: Cloud], catalogue: ProviderCatalogue = .builtIn, client: ProviderClient, clock: any WallClock)
    {
        self.rules = AppRules(clouds: clouds, catalogue: catalogue)
        self.client = client
        self.clock = clock
    }

    /// `tenant` stands in for the authority, where an app acts in another tenant than its own.
    func metadata(of app: App, in tenant: String? = nil) async throws(BrokerError) -> ProviderMetadata {
        switch app.provider {
        case .outlook: return try outlook(app, tenant ?? app.authority ?? "common")
        case .oidc: return try await oidc(app)
        case .catalogued(let name): return try await catalogued(try rules.entry(name, of: app), called: name.rawValue)
        }
    }

    nonisolated func plan(of registered: RegisteredApp) throws(BrokerError) -> ScopePlan {
        if case .catalogued(let name) = registered.app.provider { _ = try rules.entry(name, of: registered.app) }
        return try rules.plan(of: registered.registration)
    }

    /// Of an Outlook app.
    nonisolated func cloud(of app: App) throws(BrokerError) -> Cloud { try rules.cloud(named: app.cloud) }

    /// Where the accounts of the app's users read and send, by what the app asks them for.
    nonisolated func servers(of registered: RegisteredApp) throws(BrokerError) -> MailServers {
        let app = registered.app
        if case .catalogued(let name) = app.provider {
            let entry = try rules.entry(name, of: app)
            return MailServers(imap: app.imap ?? entry.imap, smtp: app.smtp ?? entry.smtp)
        }
        guard app.provider == .outlook else { return MailServers(imap: app.imap, smtp: app.smtp) }
        let cloud = try rules.cloud(named: app.cloud)
        let plan = try plan(of: registered)
        let readsMail = app.baseScopes.contains(.imap)
        // Mail.Send alone is enough to send (reference sheet, section A3).
        let usesGraph = app.baseScopes.contains(.graph) || plan.asks(for: "Mail.Send")
        return MailServers(
            imap: readsMail ? cloud.imap : nil, smtp: readsMail && plan.asks(for: "SMTP.Send") ? cloud.smtp : nil,
            graph: usesGraph ? cloud.graph : nil, sendsByGraph: usesGraph ? plan.asks(for: "Mail.Send") : nil,
            graphScopes: usesGraph ? plan.graph.map(ScopeEcho.name) : nil)
    }

    /// Where a cloud keeps mail, for accounts whose tokens somebody else gets; none without a cloud.
    nonisolated func servers(in cloud: String?, by base: [BaseScope]) throws(BrokerError) -> MailServers {
        guard let cloud else { return MailServers() }
        return Self.servers(in: try rules.cloud(named: cloud), by: base)
    }

    /// Where the mailboxes are that the app opens by itself; what it may do there, an administrator has said.
    nonisolated func servers(
        openedBy registered: RegisteredApp, in tenant: String? = nil
    ) throws(BrokerError) -> MailServers {
        try rules.requireActsAlone(registered, in: tenant)
        return Self.servers(in: try rules.cloud(named: registered.app.cloud), by: registered.app.baseScopes)
    }

    private static func servers(in cloud: Cloud, by base: [BaseScope]) -> MailServers {
        MailServers(
            imap: base.contains(.imap) ? cloud.imap : nil, smtp: base.contains(.imap) ? cloud.smtp : nil,
            graph: base.contains(.graph) ? cloud.graph : nil)
    }

    /// What an app asks for that acts without a user: all that an administrator agreed to on one resource.
    nonisolated func applicationScope(
        of registered: RegisteredApp, in tenant: String? = nil, for resource: Resource
    ) throws(BrokerError) -> String {
        try rules.requireActsAlone(registered, in: tenant)
        guard registered.app.baseScopes.contains(resource == .mail ? .imap : .graph) else {
            throw .invalid(field: "resource", reason: "the app has no base scope for \(resource.rawValue)")
        }
        let cloud = try rules.cloud(named: registered.app.cloud)
        return "\(resource == .mail ? cloud.applicationMailResource : cloud.graph)/.default"
    }

    /// The provider's keys, from memory where they are young enough; none where no id_token is looked at.
    func keys(of provider: ProviderMetadata) async throws(BrokerError) -> KeySet {
        guard provider.identity == .idToken else { return KeySet.none }
        return try await keyDocument(of: provider).current()
    }

    /// Newer keys, because a token names one that we do not have; nil when it is too soon to ask again.
    func newerKeys(of provider: ProviderMetadata) async throws(BrokerError) -> KeySet? {
        try await keyDocument(of: provider).refetched()
    }

    private func outlook(_ app: App, _ authority: String) throws(BrokerError) -> ProviderMetadata {
        let cloud = try rules.cloud(named: app.cloud)
        let base = "\(cloud.login)/\(authority)"
        return ProviderMetadata(
            name: "entra", authorizationEndpoint: "\(base)/oauth2/v2.0/authorize",
            tokenEndpoint: "\(base)/oauth2/v2.0/token", deviceEndpoint: "\(base)/oauth2/v2.0/devicecode",
            keysEndpoint: "\(base)/discovery/v2.0/keys", issuer: .entra(login: cloud.login, authority: authority),
            secretTransport: .body, isEntra: true)
    }

    private func oidc(_ app: App) async throws(BrokerError) -> ProviderMetadata {
        let issuer = app.issuer ?? ""
        let name = WebAddress(issuer)?.host ?? "oidc"
        guard let endpoints = app.endpoints else {
            return ProviderMetadata(try await discovery(of: issuer, named: name).current(), called: name)
        }
        return ProviderMetadata(
            name: name, authorizationEndpoint: endpoints.authorization, tokenEndpoint: endpoints.token,
            keysEndpoint: endpoints.keys, issuer: .exact(issuer),
            // The one that every server must understand (RFC 6749, section 2.3.1).
            secretTransport: .basicHeader)
    }

    private func catalogued(
        _ entry: CatalogueEntry, called name: String
    ) async throws(BrokerError) -> ProviderMetadata {
        var metadata: ProviderMetadata
        switch entry.addresses {
        case .discovered(let issuer):
            metadata = ProviderMetadata(try await discovery(of: issuer, named: name).current(), called: name)
        case .fixed(let issuer, let authorization, let token, let keys, let device):
            metadata = ProviderMetadata(
                name: name, authorizationEndpoint: authorization, tokenEndpoint: token, deviceEndpoint: device,
                keysEndpoint: keys ?? "", issuer: .exact(issuer), secretTransport: .basicHeader)
        }
        metadata.take(entry)
        return metadata
    }

    private func discovery(of issuer: String, named name: String) -> CachedDocument<DiscoveryDocument> {
        if let known = discovered[issuer] { return known }
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let document = CachedDocument(
            url: "\(base)/.well-known/openid-configuration", of: name, client: client, clock: clock
        ) { DiscoveryDocument(parsing: $0, for: issuer) }
        discovered[issuer] = document
        return document
    }

    private func keyDocument(of provider: ProviderMetadata) -> CachedDocument<KeySet> {
        if let known = keySets[provider.keysEndpoint] { return known }
        let document = CachedDocument(
            url: provider.keysEndpoint, of: provider.name, client: client, clock: clock
        ) { KeySet(parsing: $0) }
        keySets[provider.keysEndpoint] = document
        return document
    }
}
