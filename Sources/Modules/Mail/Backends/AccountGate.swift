package import Domain
internal import Synchronization

/// Lets a bounded number of operations of one account run, and a bounded number wait, in order: a dead server holds up
/// its own account and nothing else.
package final class AccountGate: Sendable {
    private struct State {
        var running = 0
        var waiting: [Outcome<Void>] = []
    }
    private let state = Mutex(State())
    private let maximumRunning: Int
    private let maximumWaiting: Int

    package init(running: Int, waiting: Int = 64) {
        maximumRunning = running
        maximumWaiting = waiting
    }

    /// Runs `body` when it is its turn. `unavailable` when too many wait already, `timedOut` at the deadline.
    package func run<Result: Sendable>(
        until deadline: Deadline, _ body: @Sendable () async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        try await enter(until: deadline)
        defer { leave() }
        return try await body()
    }

    private func enter(until deadline: Deadline) async throws(MailError) {
        let turn = try state.withLock { state throws(MailError) -> Outcome<Void>? in
            if state.running < maximumRunning {
                state.running += 1
                return nil
            }
            guard state.waiting.count < maximumWaiting else {
                throw .unavailable("too many operations wait for this account", retryAfterMs: 1_000)
            }
            let turn = Outcome<Void>()
            state.waiting.append(turn)
            return turn
        }
        guard let turn else { return }
        let ending = await turn.wait(until: deadline)
        if case .settled = ending { return }
        let wasWaiting = state.withLock { state in
            let index = state.waiting.firstIndex { $0 === turn }
            if let index { state.waiting.remove(at: index) }
            return index != nil
        }
        if !wasWaiting { leave() }  // the turn came in the same moment
        if case .cancelled = ending { throw .cancelled }
        throw .timedOut
    }

    private func leave() {
        let next = state.withLock { state -> Outcome<Void>? in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.settle(())
    }
}
