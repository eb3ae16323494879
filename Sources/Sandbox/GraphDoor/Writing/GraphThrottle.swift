internal import Synchronization
internal import Tenant

/// Counts what each app does to each mailbox, and says when it is too much (reference sheet §C14).
final class GraphThrottle: Sendable {
    /// What is counted together.
    struct Lane: Hashable, Sendable {
        var client: GUID
        /// Nil when the limits are an app's alone.
        var mailbox: GUID?
    }
    enum Excess: Hashable, Sendable {
        case concurrency
        /// So many seconds are left of the window.
        case requests(seconds: Int)
        case uploads(seconds: Int)
    }

    private struct Count {
        var underway = 0
        /// Since `windowBegan`.
        var requests = 0
        var windowBegan = 0.0
        var uploaded = 0
        var uploadWindowBegan = 0.0
    }

    /// Seconds in which `Facts.requestLimit` requests are allowed.
    static let requestWindow = 600.0
    /// Seconds in which `Facts.uploadRate` bytes are allowed.
    static let uploadWindow = 300.0

    private let facts: FactSheet
    private let clock: SandboxClock
    private let counts = Mutex<[Lane: Count]>([:])

    init(facts: FactSheet, clock: SandboxClock) {
        self.facts = facts
        self.clock = clock
    }

    func lane(client: GUID, mailbox: GUID) -> Lane {
        Lane(client: client, mailbox: facts[Facts.concurrencyPerMailbox] ? mailbox : nil)
    }

    /// Counts a request that begins; nil when it may. Also what is refused counts as a request.
    func enter(_ lane: Lane) -> Excess? {
        let now = clock.seconds
        return counts.withLock { counts in
            var count = counts[lane, default: Count()]
            defer { counts[lane] = count }
            if abs(now - count.windowBegan) >= Self.requestWindow {
                count.windowBegan = now
                count.requests = 0
            }
            count.requests += 1
            if count.requests > facts[Facts.requestLimit] {
                return .requests(seconds: Self.left(of: Self.requestWindow, since: count.windowBegan, now))
            }
            if count.underway >= facts[Facts.concurrencyLimit] { return .concurrency }
            count.underway += 1
            return nil
        }
    }

    /// The time that a request takes of its own, during which it counts as under way.
    func pause() async {
        let milliseconds = facts[Facts.latency]
        if milliseconds > 0 { try? await Task.sleep(for: .milliseconds(min(milliseconds, 600_000))) }
    }

    /// Counts a request that ends, of those that `enter` let in.
    func leave(_ lane: Lane) {
        counts.withLock { counts in
            guard let underway = counts[lane]?.underway, underway > 0 else { return }
            counts[lane]?.underway = underway - 1
        }
    }

    /// Counts bytes that are uploaded; nil when they may be.
    func upload(_ bytes: Int, in lane: Lane) -> Excess? {
        let now = clock.seconds
        return counts.withLock { counts in
            var count = counts[lane, default: Count()]
            defer { counts[lane] = count }
            if abs(now - count.uploadWindowBegan) >= Self.uploadWindow {
                count.uploadWindowBegan = now
                count.uploaded = 0
            }
            guard count.uploaded + bytes <= facts[Facts.uploadRate] else {
                return .uploads(seconds: Self.left(of: Self.uploadWindow, since: count.uploadWindowBegan, now))
            }
            count.uploaded += bytes
            return nil
        }
    }

    private static func left(of window: Double, since began: Double, _ now: Double) -> Int {
        max(1, Int((began + window - now).rounded(.up)))
    }

    /// Seconds until a lane may go on: what `Retry-After` says, as the fact has it. Nil: the header is left out.
    func retryAfter(_ excess: Excess) -> String? {
        let seconds =
            switch excess {
            case .concurrency: 1
            case .requests(let seconds), .uploads(let seconds): seconds
            }
        return switch facts[Facts.retryAfterForm] {
        case .integer: "\(seconds)"
        case .fractional: "\(seconds).128"
        case .absent: nil
        }
    }
}
