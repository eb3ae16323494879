package import Domain

/// What is known of one provider, so that an app of it needs a client id, a redirect URL and nothing else.
package struct CatalogueEntry: Hashable, Sendable {
    package enum Addresses: Hashable, Sendable {
        /// By the discovery document of this issuer.
        case discovered(issuer: String)
        /// These. `issuer` stands for the provider where people are told apart.
        case fixed(issuer: String, authorization: String, token: String, keys: String? = nil, device: String? = nil)
    }
    /// For people.
    package var title: String
    package var addresses: Addresses
    package var identity: IdentitySource
    /// What is asked for, OpenID's own scopes among them.
    package var scopes: [String]
    /// A space (RFC 6749, section 3.3), or what the provider takes for one.
    package var scopeSeparator: String
    /// Sent with every authorization request, beside what the flow itself sends.
    package var authorizationParameters: [String: String]
    /// Whether token requests name the scopes again.
    package var namesScopesAtToken: Bool
    /// How the client secret travels; by the discovery document when nil, `basicHeader` where there is none.
    package var secretTransport: ProviderMetadata.SecretTransport?
    /// Whether codes for another device open mail.
    package var hasDeviceLogin: Bool
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    /// Whether anybody tried it.
    package var isVerified: Bool
    /// The source, and what an operator has to know.
    package var notes: String

    package init(
        title: String, addresses: Addresses, identity: IdentitySource, scopes: [String], scopeSeparator: String = " ",
        authorizationParameters: [String: String] = [:], namesScopesAtToken: Bool = false,
        secretTransport: ProviderMetadata.SecretTransport? = nil, hasDeviceLogin: Bool = true,
        imap: ServerAddress? = nil, smtp: ServerAddress? = nil, isVerified: Bool = false, notes: String
    ) {
        self.title = title
        self.addresses = addresses
        self.identity = identity
        self.scopes = scopes
        self.scopeSeparator = scopeSeparator
        self.authorizationParameters = authorizationParameters
        self.namesScopesAtToken = namesScopesAtToken
        self.secretTransport = secretTransport
        self.hasDeviceLogin = hasDeviceLogin
        self.imap = imap
        self.smtp = smtp
        self.isVerified = isVerified
        self.notes = notes
    }

    /// By which people of this provider are told from those of another.
    var issuer: String {
        switch addresses {
        case .discovered(let issuer): issuer
        case .fixed(let issuer, _, _, _, _): issuer
        }
    }
}
