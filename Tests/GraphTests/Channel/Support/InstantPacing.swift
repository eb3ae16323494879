import Synchronization

@testable import Graph

/// A clock that nobody waits for: sleeping moves it, and is remembered. Chance is always a half, so that a wait is exactly
/// what the rules say.
final class InstantPacing: GraphPacing {
    private struct State {
        var now = ContinuousClock.now
        var sleeps: [Duration] = []
    }
    private let state = Mutex(State())

    var now: ContinuousClock.Instant { state.withLock { $0.now } }
    /// In milliseconds, in order.
    var sleeps: [Int] { state.withLock { $0.sleeps.map(\.wholeMilliseconds) } }

    func sleep(until instant: ContinuousClock.Instant) async {
        state.withLock { state in
            state.sleeps.append(state.now.duration(to: instant))
            state.now = max(state.now, instant)
        }
    }

    func chance() -> Double { 0.5 }
}
