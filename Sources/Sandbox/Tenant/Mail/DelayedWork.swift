import Synchronization

/// Work that comes after its caller was answered.
final class DelayedWork: Sendable {
    private struct State {
        var last = 0
        var tasks: [Int: Task<Void, Never>] = [:]
    }
    private let state = Mutex(State())

    /// Does something after a delay; without one, at once, before returning.
    func run(after delay: Duration, _ work: @escaping @Sendable () -> Void) {
        guard delay > .zero else { return work() }
        state.withLock { state in
            state.last += 1
            let id = state.last
            // Unstructured, for it outlives its caller on purpose: a send is answered before its copy is filed.
            state.tasks[id] = Task {
                try? await Task.sleep(for: delay)
                work()
                self.finish(id)
            }
        }
    }

    /// Returns once nothing is left to do.
    func settle() async {
        while let task = state.withLock({ $0.tasks.values.first }) { await task.value }
    }

    private func finish(_ id: Int) { state.withLock { $0.tasks[id] = nil } }
}
