internal import Tenant

/// What a refresh token stands for: it is bound to a person and an app, not to a resource (reference sheet §A4).
struct RefreshGrant: Sendable {
    enum Standing: Sendable {
        case good
        /// AADSTS50173.
        case revoked
        /// Rotated away, where that counts.
        case spent
    }
    var client: GUID
    var person: GUID
    var platform: Registration.Platform?
    /// What a request without `scope` gets.
    var resource: ResourceScopes
    var identity: Set<IdentityScope>
    var authentication: Authentication
    /// Unix seconds.
    var lastUsedAt: Double
    /// Whether the client proved who it is.
    var isConfidential: Bool
    /// The password with which it began: a new one revokes (§A8).
    var password: String
    var standing = Standing.good
}
