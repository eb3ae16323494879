package import Domain

/// An OAuth application as its operator describes it: what the provider's portal shows, value by value.
package struct AppRegistration: Codable, Hashable, Sendable {
    /// For people; any text.
    package var name: String
    package var provider: ProviderKind
    package var clientId: String
    /// The secret's value, not its id. Absent for a public client.
    package var clientSecret: Credential?
    /// When the portal says that the secret ends.
    package var secretExpiresAt: Timestamp?
    /// Instead of a secret: a certificate and its key.
    package var clientCertificate: ClientCertificate?
    /// Instead of a secret: the name of an assertion file in the configuration.
    package var clientAssertion: String?
    /// Outlook: `common`, `organizations`, `consumers`, or a tenant (id or domain). `common` when absent.
    package var authority: String?
    /// Outlook: `global` when absent, `gccHigh`, `dod`, `china`, or a cloud named in the configuration.
    package var cloud: String?
    /// `["imap"]` when absent.
    package var baseScopes: [BaseScope]?
    /// Asked for beside those of the base scopes, by short or full name.
    package var extraScopes: [String]?
    /// Not asked for, though the base scopes hold them.
    package var skippedScopes: [String]?
    /// Where the browser may be sent back to; the first is the default. As registered at the provider.
    package var redirectURLs: [String]
    /// OIDC: whose discovery document is read. With explicit endpoints, what `iss` has to be.
    package var issuer: String?
    /// OIDC without a discovery document.
    package var endpoints: OAuthEndpoints?
    /// OIDC: where mail is read. Outlook knows its own.
    package var imap: ServerAddress?
    /// OIDC: where mail is sent.
    package var smtp: ServerAddress?

    package init(
        name: String, provider: ProviderKind, clientId: String, clientSecret: Credential? = nil,
        secretExpiresAt: Timestamp? = nil, clientCertificate: ClientCertificate? = nil,
        clientAssertion: String? = nil, authority: String? = nil, cloud: String? = nil,
        baseScopes: [BaseScope]? = nil,
        extraScopes: [String]? = nil, skippedScopes: [String]? = nil, redirectURLs: [String], issuer: String? = nil,
        endpoints: OAuthEndpoints? = nil, imap: ServerAddress? = nil, smtp: ServerAddress? = nil
    ) {
        self.name = name
        self.provider = provider
        self.clientId = clientId
        self.clientSecret = clientSecret
        self.secretExpiresAt = secretExpiresAt
        self.clientCertificate = clientCertificate
        self.clientAssertion = clientAssertion
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
    }
}
