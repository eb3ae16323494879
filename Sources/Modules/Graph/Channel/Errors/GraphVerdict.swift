internal import Mail

/// What an error of Graph's means.
enum GraphVerdict: Sendable, Hashable {
    /// The access token was not taken.
    case tokenRefused
    /// What the call is about is not there.
    case absent
    /// Refused for good: what it means, one phrase, and who can do what about it.
    case refused(Refusal.Meaning, String, hint: String)
    /// There is a mailbox of that name.
    case exists
    /// Somebody else changed the same thing at the same time; the same request may succeed the next time.
    case conflict
    /// What a cursor stood for is gone.
    case stale
    case throttled
    /// Graph could not, this time.
    case unavailable(String)
}
