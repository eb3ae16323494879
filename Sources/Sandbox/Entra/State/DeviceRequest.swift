internal import Tenant

/// One device that waits for somebody to sign in elsewhere (reference sheet §A11).
struct DeviceRequest: Sendable {
    enum Stage: Sendable {
        case waiting
        case approved(person: GUID, ScopeRequest, Authentication)
        case refused(Refusal)
        case redeemed
    }
    var client: GUID
    var authority: Authority
    var scopes: ScopeRequest
    /// Unix seconds.
    var expiresAt: Double
    /// Seconds between polls.
    var interval: Int
    var polledAt: Double?
    var stage = Stage.waiting
}
