internal import Domain
internal import Synchronization

/// What nobody waits for: drafts and upload sessions that are not wanted any more go while their caller has its answer
/// already. Before a channel is closed, it is waited for a little.
final class Afterwork: Sendable {
    private struct State {
        var running: [Int: Outcome<Void>] = [:]
        var last = 0
    }
    private let state = Mutex(State())

    /// `work` ends by itself, at a deadline of its own.
    func add(_ work: @escaping @Sendable () async -> Void) {
        let ending = Outcome<Void>()
        let number = state.withLock { state in
            state.last += 1
            state.running[state.last] = ending
            return state.last
        }
        Task {
            await work()
            state.withLock { $0.running[number] = nil }
            ending.settle(())
        }
    }

    /// Returns when all is done that was begun, or at the deadline.
    func finish(until deadline: Deadline) async {
        while let next = state.withLock({ $0.running.values.first }) {
            guard case .settled = await next.wait(until: deadline, ignoringCancellation: true) else { return }
        }
    }
}
