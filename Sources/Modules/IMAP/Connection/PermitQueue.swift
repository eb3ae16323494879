internal import Domain
internal import Mail

/// Lets so many callers in at a time; the others wait in order, each until its deadline.
actor PermitQueue {
    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<MailError?, Never>
    }
    private var free: Int
    private let maximumWaiting: Int
    private var waiting: [Waiter] = []
    private var lastID = 0

    init(permits: Int, maximumWaiting: Int) {
        self.free = permits
        self.maximumWaiting = maximumWaiting
    }

    /// How many wait.
    var waitingCount: Int { waiting.count }

    func acquire(until deadline: Deadline) async throws(MailError) {
        guard free == 0 else {
            free -= 1
            return
        }
        guard waiting.count < maximumWaiting else {
            throw .unavailable("too many requests wait for this account", retryAfterMs: 1_000)
        }
        lastID += 1
        let id = lastID
        let timer = Task {  // ends with the wait, below
            try? await Task.sleep(for: deadline.remaining)
            if !Task.isCancelled { self.abandon(id, .timedOut) }
        }
        defer { timer.cancel() }
        let error = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<MailError?, Never>) in
                waiting.append(Waiter(id: id, continuation: continuation))
            }
        } onCancel: {
            Task { await self.abandon(id, .cancelled) }  // a handler cannot wait
        }
        if let error { throw error }
    }

    /// Gives a permit back: to the first who waits.
    func release() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().continuation.resume(returning: nil)
    }

    private func abandon(_ id: Int, _ error: MailError) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: error)
    }
}
