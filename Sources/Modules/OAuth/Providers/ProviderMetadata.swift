/// All that the flows need to know about the provider of one app.
package struct ProviderMetadata: Hashable, Sendable {
    /// How the client secret travels (RFC 6749, section 2.3.1).
    package enum SecretTransport: Hashable, Sendable {
        case body, basicHeader
    }
    /// What faults are called by: `entra`, or the issuer's host.
    package var name: String
    package var authorizationEndpoint: String
    package var tokenEndpoint: String
    package var keysEndpoint: String
    package var issuer: IssuerRule
    /// Whether the provider promises an `iss` with every redirect (RFC 9207, section 3).
    package var announcesIssuer: Bool
    package var secretTransport: SecretTransport
    /// Whether AADSTS codes mean what Microsoft says they mean.
    package var isEntra: Bool
}
