/// The addresses of a provider that publishes no discovery document (OpenID Connect Discovery 1.0, section 3).
package struct OAuthEndpoints: Codable, Hashable, Sendable {
    package var authorization: String
    package var token: String
    /// Where the keys are that sign id_tokens.
    package var keys: String

    package init(authorization: String, token: String, keys: String) {
        self.authorization = authorization
        self.token = token
        self.keys = keys
    }
}
