package import Domain

/// A registered OAuth application, without its secret.
package struct App: Codable, Hashable, Sendable {
    /// How the app proves to the provider that it is itself.
    package enum ClientAuthentication: String, Codable, CaseIterable, Sendable {
        /// A public client: PKCE alone.
        case none
        case clientSecret
        /// A signed assertion (`private_key_jwt`).
        case certificate
        /// Somebody else's assertion, read from a file: a federated credential.
        case assertion
    }
    package var id: AppID
    package var name: String
    package var provider: ProviderKind
    package var clientId: String
    package var clientAuthentication: ClientAuthentication
    /// The newest first; it is tried first. None for a public client.
    package var credentials: [AppCredential]
    package var authority: String?
    package var cloud: String?
    package var baseScopes: [BaseScope]
    package var extraScopes: [String]
    package var skippedScopes: [String]
    package var redirectURLs: [String]
    package var issuer: String?
    package var endpoints: OAuthEndpoints?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    package var createdAt: Timestamp
    /// Why the provider last refused the app itself, until it takes it again.
    package var failure: AppFailure?
    /// What wants attention soon, for people: a credential that ends within 30 days.
    package var warnings: [String]
    /// Where administrators agreed, by their own word.
    package var adminConsents: [AdminConsent]

    package init(
        id: AppID, name: String, provider: ProviderKind, clientId: String, clientAuthentication: ClientAuthentication,
        credentials: [AppCredential] = [], authority: String? = nil, cloud: String? = nil, baseScopes: [BaseScope],
        extraScopes: [String] = [], skippedScopes: [String] = [], redirectURLs: [String], issuer: String? = nil,
        endpoints: OAuthEndpoints? = nil, imap: ServerAddress? = nil, smtp: ServerAddress? = nil, createdAt: Timestamp,
        failure: AppFailure? = nil, warnings: [String] = [], adminConsents: [AdminConsent] = []
    ) {
        self.id = id
        self.name = name
        self.provider = provider
        self.clientId = clientId
        self.clientAuthentication = clientAuthentication
        self.credentials = credentials
        self.authority = authority
        self.cloud = cloud
        self.baseScopes = baseScopes
        self.extraScopes = extraScopes
        self.skippedScopes = skippedScopes
        self.redirectURLs = redirectURLs
        self.issuer = issuer
        self.endpoints = endpoints
        self.imap = imap
        self.smtp = smtp
        self.createdAt = createdAt
        self.failure = failure
        self.warnings = warnings
        self.adminConsents = adminConsents
    }
}
