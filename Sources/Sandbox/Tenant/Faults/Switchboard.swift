import Synchronization

/// The faults that are switched on. Doors ask it at each occasion.
package final class Switchboard: Sendable {
    private struct State {
        var last = 0
        var faults: [(id: Int, fault: Fault)] = []
    }
    private let state = Mutex(State())

    package init() {}

    /// Switches one on and answers the number by which it is cleared.
    @discardableResult
    package func set(_ fault: Fault) -> Int {
        state.withLock { state in
            state.last += 1
            state.faults.append((state.last, fault))
            return state.last
        }
    }

    package func clear(_ id: Int) -> Bool {
        state.withLock { state in
            let before = state.faults.count
            state.faults.removeAll { $0.id == id }
            return state.faults.count < before
        }
    }

    package func clearAll() { state.withLock { $0.faults = [] } }

    /// In the order in which they were set.
    package var faults: [(id: Int, fault: Fault)] { state.withLock { $0.faults } }

    /// The oldest fault among `names` that strikes now, counted as having struck. `fits` judges what only a door knows.
    package func take(
        _ names: Set<FaultName>, at occasion: Occasion, where fits: (Fault) -> Bool = { _ in true }
    ) -> Fault? {
        state.withLock { state in
            for index in state.faults.indices {
                guard names.contains(state.faults[index].fault.name), state.faults[index].fault.matches(occasion),
                    fits(state.faults[index].fault)
                else { continue }
                if state.faults[index].fault.after > 0 {
                    state.faults[index].fault.after -= 1
                    continue
                }
                let fault = state.faults[index].fault
                if let remaining = fault.remaining {
                    state.faults[index].fault.remaining = remaining - 1
                    if remaining <= 1 { state.faults.remove(at: index) }
                }
                return fault
            }
            return nil
        }
    }
}
