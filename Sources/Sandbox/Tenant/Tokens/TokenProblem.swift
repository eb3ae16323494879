/// Why a token opens nothing.
package enum TokenProblem: Error, Hashable, Sendable {
    /// Nothing that the sandbox ever issued.
    case malformed
    case expired
    case revoked
    case wrongAudience
    /// The account of whoever it acts for is disabled or gone.
    case disabled
}
