internal import Tenant

/// What a code stands for (reference sheet §A5).
struct AuthorizationCode: Sendable {
    var client: GUID
    /// As sent to authorize, byte for byte.
    var redirectURI: String
    var platform: Registration.Platform
    var person: GUID
    var tenant: GUID
    var authority: Authority
    var scopes: ScopeRequest
    var challenge: PKCEChallenge?
    var nonce: String?
    var authentication: Authentication
    /// Unix seconds.
    var expiresAt: Double
    var isRedeemed = false
}
