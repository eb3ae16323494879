package import Domain
internal import Synchronization

/// Lets in what fits together by weight; strictly in order, so that something heavy is not overtaken for ever by what is
/// light. How many may wait is bounded as well.
package final class WeightedGate: Sendable {
    private struct Waiter {
        var weight: Int
        var turn: Outcome<Void>
    }
    private struct State {
        var free: Int
        var waiting: [Waiter] = []

        /// Takes in whoever is next and fits.
        mutating func admit() -> [Outcome<Void>] {
            var admitted: [Outcome<Void>] = []
            while let next = waiting.first, next.weight <= free {
                free -= next.weight
                admitted.append(next.turn)
                waiting.removeFirst()
            }
            return admitted
        }
    }
    private let state: Mutex<State>
    package let capacity: Int
    private let maximumWaiting: Int
    private let crowded: String

    /// `crowded` is what those are told who find too many waiting.
    package init(capacity: Int, waiting: Int, crowded: String) {
        self.capacity = max(1, capacity)
        maximumWaiting = waiting
        self.crowded = crowded
        state = Mutex(State(free: self.capacity))
    }

    /// How many wait for their turn.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Runs `body` when it is its turn. Errors as of `enter`.
    package func run<Result: Sendable>(
        weight: Int, until deadline: Deadline, _ body: @Sendable () async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        try await enter(weight: weight, until: deadline)
        defer { leave(weight: weight) }
        return try await body()
    }

    /// Returns when it is its turn; `leave` has to follow. `unavailable` when too many wait already, `timedOut` at the
    /// deadline, `cancelled` with the task.
    package func enter(weight: Int, until deadline: Deadline) async throws(MailError) {
        precondition((1...capacity).contains(weight), "a weight that never fits")
        let turn = Outcome<Void>()
        if try join(turn, weight) { return }
        let ending = await turn.wait(until: deadline)
        if case .settled = ending { return }
        let hadTurn = giveUp(turn)
        if hadTurn { leave(weight: weight) }  // it came in the same moment
        if case .cancelled = ending { throw .cancelled }
        throw .timedOut
    }

    package func leave(weight: Int) { change { $0.free += weight } }

    /// True where there is room at once, and nobody waits.
    private func join(_ turn: Outcome<Void>, _ weight: Int) throws(MailError) -> Bool {
        try state.withLock { state throws(MailError) in
            if state.waiting.isEmpty, weight <= state.free {
                state.free -= weight
                return true
            }
            guard state.waiting.count < maximumWaiting else { throw .unavailable(crowded, retryAfterMs: 1_000) }
            state.waiting.append(Waiter(weight: weight, turn: turn))
            return false
        }
    }

    private func giveUp(_ turn: Outcome<Void>) -> Bool {
        var hadTurn = true
        change { state in
            guard let index = state.waiting.firstIndex(where: { $0.turn === turn }) else { return }
            state.waiting.remove(at: index)
            hadTurn = false
        }
        return hadTurn
    }

    private func change(_ body: (inout State) -> Void) {
        let admitted = state.withLock { state in
            body(&state)
            return state.admit()
        }
        for turn in admitted { turn.settle(()) }
    }
}
