package import Domain
internal import FoundationEssentials
internal import Synchronization

/// The time in the tenant: the machine's, moved by what the control endpoint asked for.
package final class SandboxClock: Sendable {
    private let offset = Mutex(0.0)

    package init() {}

    /// Unix time in seconds, with fractions.
    package var seconds: Double {
        Date().timeIntervalSince1970 + offset.withLock { $0 }
    }

    package var now: Timestamp { Timestamp(secondsSince1970: Int64(seconds)) }

    /// Moves the clock, forwards or back: tokens and secrets expire without waiting.
    package func advance(bySeconds seconds: Double) { offset.withLock { $0 += seconds } }
}
