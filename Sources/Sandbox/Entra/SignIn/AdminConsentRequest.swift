internal import Tenant

/// One request for an administrator's consent (reference sheet §A13).
struct AdminConsentRequest: Sendable {
    var client: GUID
    var authority: Authority
    var target: RedirectTarget
    /// Delegated permissions.
    var scopes: ScopeRequest
    /// What the app is to have for itself, by resource.
    var roles: [ResourceScopes]
    /// The first form of the endpoint: all that the registration lists, and other words for a refusal.
    var isLegacy: Bool
}
