package import Domain
internal import FoundationEssentials
internal import Synchronization

/// The time in the tenant: the machine's, moved by what the control endpoint asked for.
package final class SandboxClock: Sendable {
    private struct State {
        var offset = 0.0
        var lastSleeper = 0
        /// They wake when the clock is moved.
        var sleepers: [Int: Task<Void, Never>] = [:]
    }
    private let state = Mutex(State())

    package init() {}

    /// Unix time in seconds, with fractions.
    package var seconds: Double { state.withLock { Self.seconds($0) } }

    package var now: Timestamp { Timestamp(secondsSince1970: Int64(seconds)) }

    /// Moves the clock, forwards or back: tokens and secrets expire without waiting.
    package func advance(bySeconds seconds: Double) {
        let woken = state.withLock { state in
            state.offset += seconds
            return Array(state.sleepers.values)
        }
        for sleeper in woken { sleeper.cancel() }
    }

    /// Returns when the clock stands at a moment (Unix seconds), however it came there, when `longest` is over by the
    /// machine's own clock, or when the task is cancelled.
    package func wait(until moment: Double, atMost longest: Duration) async {
        let deadline = ContinuousClock.now + longest
        while !Task.isCancelled, ContinuousClock.now < deadline, let (id, sleeper) = sleeper(until: moment, deadline) {
            await withTaskCancellationHandler {
                await sleeper.value
            } onCancel: {
                sleeper.cancel()
            }
            state.withLock { $0.sleepers[id] = nil }
        }
    }

    /// Looked at and noted under one lock, so that no move of the clock is missed. Nil when the moment has come.
    private func sleeper(until moment: Double, _ deadline: ContinuousClock.Instant) -> (Int, Task<Void, Never>)? {
        state.withLock { state in
            let rest = moment - Self.seconds(state)
            guard rest > 0 else { return nil }
            // No instant lies beyond the deadline, whatever moment was asked for.
            let left = ContinuousClock.now.duration(to: deadline)
            let sleep = rest < left / .seconds(1) ? Duration.seconds(rest) : left
            state.lastSleeper += 1
            let sleeper = Task { _ = try? await Task.sleep(for: sleep) }
            state.sleepers[state.lastSleeper] = sleeper
            return (state.lastSleeper, sleeper)
        }
    }

    private static func seconds(_ state: State) -> Double { Date().timeIntervalSince1970 + state.offset }
}
