internal import JSON
internal import Tenant

/// How and when somebody signed in.
struct Authentication: Sendable, Hashable {
    /// Unix seconds.
    var at: Double
    /// They gave a second factor.
    var secondFactor: Bool
    /// What redirects call `session_state` and tokens `sid`.
    var session: GUID
    /// The claims that this sign-in was asked to satisfy, and did (reference sheet §A14).
    var claims: JSONValue?
}
