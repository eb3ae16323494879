internal import Domain
internal import Mail
internal import Synchronization

/// Lets requests to one mailbox in while there are places; strictly in order. Nobody needs more than one free place, so
/// that nobody makes others wait for longer than it takes one to end.
///
/// Downloads may last: one place is always kept from them, and while they have all of theirs, whoever is behind a waiting
/// one goes past it.
final class GraphGate: Sendable {
    private struct Waiter {
        var load: GraphLoad
        var turn: Outcome<Void>
    }
    private struct State {
        var free: Int
        var freeForDownloads: Int
        var waiting: [Waiter] = []
        /// Who was let in, and does not know yet with how many places.
        var admitted: [ObjectIdentifier: Int] = [:]

        /// How many places it may have now.
        func places(for load: GraphLoad) -> Int {
            switch load {
            case .call: min(1, free)
            case .download: min(1, free, freeForDownloads)
            case .batch(let most): min(most, free)
            }
        }

        mutating func take(_ places: Int, for load: GraphLoad) {
            free -= places
            if load == .download { freeForDownloads -= places }
        }

        /// Takes in whoever is next and fits.
        mutating func admit() -> [Outcome<Void>] {
            var turns: [Outcome<Void>] = []
            while let index = waiting.firstIndex(where: { places(for: $0.load) > 0 }) {
                let next = waiting.remove(at: index)
                let places = places(for: next.load)
                take(places, for: next.load)
                admitted[ObjectIdentifier(next.turn)] = places
                turns.append(next.turn)
            }
            return turns
        }
    }
    private let state: Mutex<State>

    init(capacity: Int) {
        let capacity = max(1, capacity)
        state = Mutex(State(free: capacity, freeForDownloads: max(1, capacity - 1)))
    }

    /// How many wait for their turn.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Returns when it is its turn, how many places it has, at least one; `leave` has to follow. `timedOut` at the deadline,
    /// `cancelled` with the task.
    func enter(_ load: GraphLoad, until deadline: Deadline) async throws(MailError) -> Int {
        if case .batch(let most) = load { precondition(most > 0, "a batch of nothing") }
        let turn = Outcome<Void>()
        change { $0.waiting.append(Waiter(load: load, turn: turn)) }
        if let places = collect(turn) { return places }
        let ending = await turn.wait(until: deadline)
        if case .settled = ending, let places = collect(turn) { return places }
        change { state in state.waiting.removeAll { $0.turn === turn } }
        if let places = collect(turn) { leave(load, places: places) }  // its turn came in the same moment
        if case .cancelled = ending { throw .cancelled }
        throw .timedOut
    }

    func leave(_ load: GraphLoad, places: Int) { change { $0.take(-places, for: load) } }

    /// The places of whoever was let in; nil for whoever was not.
    private func collect(_ turn: Outcome<Void>) -> Int? {
        state.withLock { $0.admitted.removeValue(forKey: ObjectIdentifier(turn)) }
    }

    private func change(_ body: (inout State) -> Void) {
        let turns = state.withLock { state in
            body(&state)
            return state.admit()
        }
        for turn in turns { turn.settle(()) }
    }
}
