internal import Synchronization

/// Lets so many through at a time, one unless it has more places, in the order in which they came. For stretches that wait
/// for somebody else in the middle, where an actor alone would let the next one in.
package final class Turnstile: Sendable {
    /// One who waits, or is going to. Whoever holds it can call him out of the queue.
    package final class Ticket: Sendable {
        private enum State {
            case free
            case waiting(CheckedContinuation<Bool, Never>)
            case called
        }
        private let state = Mutex(State.free)

        package init() {}

        /// Lets him through at once, beside all others, now or when he comes.
        package func call() {
            let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                defer { state = .called }
                if case .waiting(let continuation) = state { return continuation }
                return nil
            }
            waiting?.resume(returning: false)
        }

        /// False when he was called before he came.
        fileprivate func wait(_ continuation: CheckedContinuation<Bool, Never>) -> Bool {
            state.withLock { state in
                if case .called = state { return false }
                state = .waiting(continuation)
                return true
            }
        }

        /// Gives him the place; false when he was called meanwhile and does not want it any more.
        fileprivate func admit() -> Bool {
            let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard case .waiting(let continuation) = state else { return nil }
                state = .free
                return continuation
            }
            waiting?.resume(returning: true)
            return waiting != nil
        }
    }
    private struct State {
        var free: Int
        var queue: [Ticket] = []
    }
    private let state: Mutex<State>

    package init(places: Int = 1) { state = Mutex(State(free: places)) }

    /// Returns when it is the caller's turn. `leave` has to follow, whatever happens.
    package func enter() async { _ = await enter(with: Ticket()) }

    package func leave() {
        state.withLock { state in
            while !state.queue.isEmpty { if state.queue.removeFirst().admit() { return } }
            state.free += 1
        }
    }

    /// Returns when it is the turn of this ticket, or it was called: whether it took a place, which it then has to leave.
    package func enter(with ticket: Ticket) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Bool? in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                guard ticket.wait(continuation) else { return false }
                state.queue.append(ticket)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }
}
