package import Broker

/// What a sign-in by redirect has to remember (RFC 6749, section 4.1; RFC 7636; OpenID Connect Core 1.0, section 3.1).
package struct BrowserWay: Codable, Hashable, Sendable {
    package let redirectURL: String
    package let nonce: String
    /// Of PKCE.
    package let verifier: Credential
    /// Whether the provider promised an `iss` with the redirect (RFC 9207, section 3).
    package let announcesIssuer: Bool

    package init(redirectURL: String, nonce: String, verifier: Credential, announcesIssuer: Bool) {
        self.redirectURL = redirectURL
        self.nonce = nonce
        self.verifier = verifier
        self.announcesIssuer = announcesIssuer
    }
}
