package import Domain

/// What `updateApp` changes; what is absent stays.
package struct AppChange: Codable, Hashable, Sendable {
    package var name: String?
    package var clientId: String?
    package var clientSecret: Credential?
    package var secretExpiresAt: Timestamp?
    /// Instead of a secret: a certificate and its key.
    package var clientCertificate: ClientCertificate?
    /// Instead of a secret: the name of an assertion file in the configuration.
    package var clientAssertion: String?
    /// Whether the credentials that are there stay beside the new one, until `dropCredential`; two at most.
    package var keepPrevious: Bool?
    /// The id of a credential to be forgotten.
    package var dropCredential: String?
    package var authority: String?
    package var cloud: String?
    package var baseScopes: [BaseScope]?
    package var extraScopes: [String]?
    package var skippedScopes: [String]?
    package var redirectURLs: [String]?
    package var issuer: String?
    package var endpoints: OAuthEndpoints?
    package var imap: ServerAddress?
    package var smtp: ServerAddress?

    package init(
        name: String? = nil, clientId: String? = nil, clientSecret: Credential? = nil,
        secretExpiresAt: Timestamp? = nil, clientCertificate: ClientCertificate? = nil,
        clientAssertion: String? = nil,
        keepPrevious: Bool? = nil, dropCredential: String? = nil,
        authority: String? = nil, cloud: String? = nil, baseScopes: [BaseScope]? = nil, extraScopes: [String]? = nil,
        skippedScopes: [String]? = nil, redirectURLs: [String]? = nil, issuer: String? = nil,
        endpoints: OAuthEndpoints? = nil, imap: ServerAddress? = nil, smtp: ServerAddress? = nil
    ) {
        self.name = name
        self.clientId = clientId
        self.clientSecret = clientSecret
        self.secretExpiresAt = secretExpiresAt
        self.clientCertificate = clientCertificate
        self.clientAssertion = clientAssertion
        self.keepPrevious = keepPrevious
        self.dropCredential = dropCredential
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
