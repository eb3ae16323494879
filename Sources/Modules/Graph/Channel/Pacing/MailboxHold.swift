internal import Synchronization

/// Until when a throttled mailbox is left alone. Requests made meanwhile would count against it (reference sheet,
/// section C14).
final class MailboxHold: Sendable {
    private struct State {
        var end: ContinuousClock.Instant
        var cause: GraphRefusal
    }
    private let state = Mutex<State?>(nil)

    /// A hold that ends later than this one stays.
    func extend(to end: ContinuousClock.Instant, because cause: GraphRefusal) {
        state.withLock { state in
            if let current = state, current.end >= end { return }
            state = State(end: end, cause: cause)
        }
    }

    /// Nil when nothing holds the mailbox back.
    func current(at now: ContinuousClock.Instant) -> (end: ContinuousClock.Instant, cause: GraphRefusal)? {
        state.withLock { state in
            guard let current = state, current.end > now else { return nil }
            return (current.end, current.cause)
        }
    }
}
