internal import Broker
internal import Domain

/// Knows every provider: its addresses by cloud, by discovery or by the registration, and its keys.
actor ProviderDirectory {
    private let rules: AppRules
    private let client: ProviderClient
    private let clock: any WallClock
    private var discovered: [String: CachedDocument<DiscoveryDocument>] = [:]
    private var keySets: [String: CachedDocument<KeySet>] = [:]

    init(clouds: [String: Cloud], client: ProviderClient, clock: any WallClock) {
        self.rules = AppRules(clouds: clouds)
        self.client = client
        self.clock = clock
    }

    func metadata(of app: App) async throws(BrokerError) -> ProviderMetadata {
        switch app.provider {
        case .outlook: return try outlook(app)
        case .oidc: return try await oidc(app)
        }
    }

    nonisolated func plan(of registered: RegisteredApp) throws(BrokerError) -> ScopePlan {
        try rules.plan(of: registered.registration)
    }

    nonisolated func servers(of app: App) throws(BrokerError) -> MailServers {
        switch app.provider {
        case .outlook:
            let cloud = try rules.cloud(named: app.cloud)
            let readsMail = app.baseScopes.contains(.imap)
            return MailServers(
                imap: readsMail ? cloud.imap : nil, smtp: readsMail ? cloud.smtp : nil,
                graph: app.baseScopes.contains(.graph) ? cloud.graph : nil)
        case .oidc:
            return MailServers(imap: app.imap, smtp: app.smtp)
        }
    }

    /// The provider's keys, from memory where they are young enough.
    func keys(of provider: ProviderMetadata) async throws(BrokerError) -> KeySet {
        try await keyDocument(of: provider).current()
    }

    /// Newer keys, because a token names one that we do not have; nil when it is too soon to ask again.
    func newerKeys(of provider: ProviderMetadata) async throws(BrokerError) -> KeySet? {
        try await keyDocument(of: provider).refetched()
    }

    private func outlook(_ app: App) throws(BrokerError) -> ProviderMetadata {
        let cloud = try rules.cloud(named: app.cloud)
        let authority = app.authority ?? "common"
        let base = "\(cloud.login)/\(authority)"
        return ProviderMetadata(
            name: "entra", authorizationEndpoint: "\(base)/oauth2/v2.0/authorize",
            tokenEndpoint: "\(base)/oauth2/v2.0/token", keysEndpoint: "\(base)/discovery/v2.0/keys",
            issuer: .entra(login: cloud.login, authority: authority), announcesIssuer: false, secretTransport: .body,
            isEntra: true)
    }

    private func oidc(_ app: App) async throws(BrokerError) -> ProviderMetadata {
        let issuer = app.issuer ?? ""
        let name = WebAddress(issuer)?.host ?? "oidc"
        if let endpoints = app.endpoints {
            return ProviderMetadata(
                name: name, authorizationEndpoint: endpoints.authorization, tokenEndpoint: endpoints.token,
                keysEndpoint: endpoints.keys, issuer: .exact(issuer), announcesIssuer: false,
                // The one that every server must understand (RFC 6749, section 2.3.1).
                secretTransport: .basicHeader, isEntra: false)
        }
        let document = try await discovery(of: issuer, named: name).current()
        return ProviderMetadata(
            name: name, authorizationEndpoint: document.authorizationEndpoint, tokenEndpoint: document.tokenEndpoint,
            keysEndpoint: document.keysEndpoint, issuer: .exact(issuer), announcesIssuer: document.announcesIssuer,
            secretTransport: document.secretTransport, isEntra: false)
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
