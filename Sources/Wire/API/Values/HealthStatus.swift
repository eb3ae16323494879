/// How the daemon is, in one word.
package enum HealthStatus: String, Codable, CaseIterable, Hashable, Sendable {
    case ready
    /// It works, but not for all; `reasons` says why.
    case degraded
    /// Secrets cannot be read until `unlockVault`.
    case sealed
    /// There is no vault yet: `unlockVault` makes it.
    case uninitialized
}
