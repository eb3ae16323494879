internal import Broker

/// What a provider says about a sign-in on another device that has not brought tokens (RFC 8628, section 3.5; reference
/// sheet, section A11).
enum DeviceWord: Hashable, Sendable {
    /// The user is not done.
    case pending
    /// We ask too often.
    case slowDown
    /// The code is good no more: too old, unknown, or used.
    case spent
    case declined
    /// Anything else that can be said of a request for tokens.
    case other

    init(_ refusal: ProviderRefusal?) {
        self =
            switch refusal?.error {
            case "authorization_pending": .pending
            case "slow_down": .slowDown
            case "expired_token", "bad_verification_code": .spent
            case "authorization_declined": .declined
            default: .other
            }
    }
}
