internal import Domain
internal import Mail
internal import Synchronization

/// Lets requests to one mailbox in while their weights fit together; strictly in order, so that a heavy one is not
/// overtaken for ever by light ones.
final class GraphGate: Sendable {
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
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = max(1, capacity)
        state = Mutex(State(free: self.capacity))
    }

    /// How many wait for their turn.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Returns when it is its turn; `leave` has to follow. `timedOut` at the deadline, `cancelled` with the task.
    func enter(weight: Int, until deadline: Deadline) async throws(MailError) {
        precondition((1...capacity).contains(weight), "a weight that never fits")
        let turn = Outcome<Void>()
        if join(turn, weight) { return }
        let ending = await turn.wait(until: deadline)
        if case .settled = ending { return }
        let hadTurn = giveUp(turn)
        if hadTurn { leave(weight: weight) }  // it came in the same moment
        if case .cancelled = ending { throw .cancelled }
        throw .timedOut
    }

    func leave(weight: Int) { change { $0.free += weight } }

    /// True where there is room at once, and nobody waits.
    private func join(_ turn: Outcome<Void>, _ weight: Int) -> Bool {
        state.withLock { state in
            let fits = state.waiting.isEmpty && weight <= state.free
            if fits { state.free -= weight } else { state.waiting.append(Waiter(weight: weight, turn: turn)) }
            return fits
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
