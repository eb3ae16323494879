/// All that the flows need to know about the provider of one app.
package struct ProviderMetadata: Hashable, Sendable {
    /// How the client secret travels (RFC 6749, section 2.3.1).
    package enum SecretTransport: Hashable, Sendable {
        case body, basicHeader
        /// In the header, with the client id in the form once more: Mail.ru wants both (reference sheet, section E5).
        case basicHeaderAndClientID
    }
    /// What faults are called by: `entra`, the catalogue's name, or the issuer's host.
    package var name: String
    package var authorizationEndpoint: String
    package var tokenEndpoint: String
    /// Where codes for another device are to be had (RFC 8628, section 3.1); nil where there are none.
    package var deviceEndpoint: String?
    /// Empty where no id_token is looked at.
    package var keysEndpoint: String
    package var issuer: IssuerRule
    /// Whether the provider promises an `iss` with every redirect (RFC 9207, section 3).
    package var announcesIssuer: Bool
    package var secretTransport: SecretTransport
    package var identity: IdentitySource
    package var scopeSeparator: String
    /// Sent with every authorization request unless the flow itself says something else.
    package var authorizationParameters: [String: String]
    /// Whether AADSTS codes mean what Microsoft says they mean.
    package var isEntra: Bool

    package init(
        name: String, authorizationEndpoint: String, tokenEndpoint: String, deviceEndpoint: String? = nil,
        keysEndpoint: String, issuer: IssuerRule, announcesIssuer: Bool = false, secretTransport: SecretTransport,
        identity: IdentitySource = .idToken, scopeSeparator: String = " ",
        authorizationParameters: [String: String] = [:], isEntra: Bool = false
    ) {
        self.name = name
        self.authorizationEndpoint = authorizationEndpoint
        self.tokenEndpoint = tokenEndpoint
        self.deviceEndpoint = deviceEndpoint
        self.keysEndpoint = keysEndpoint
        self.issuer = issuer
        self.announcesIssuer = announcesIssuer
        self.secretTransport = secretTransport
        self.identity = identity
        self.scopeSeparator = scopeSeparator
        self.authorizationParameters = authorizationParameters
        self.isEntra = isEntra
    }
}
