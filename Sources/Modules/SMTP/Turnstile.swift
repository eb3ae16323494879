internal import Domain
internal import Mail
internal import Synchronization

/// Lets one in at a time, in order of arrival.
final class Turnstile: Sendable {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Result<Void, MailError>, Never>
    }
    private struct State {
        var isTaken = false
        var waiters: [Waiter] = []
        var lastID: UInt64 = 0
    }
    private let state = Mutex(State())

    /// Returns when it is the caller's turn; who returns has to `leave`.
    func enter(until deadline: Deadline) async throws(MailError) {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let clock = Task {  // ends with the wait
            guard (try? await Task.sleep(until: deadline.instant, clock: .continuous)) != nil else { return }
            giveUp(id, .timedOut)
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                join(Waiter(id: id, continuation: continuation))
                if Task.isCancelled { giveUp(id, .cancelled) }
            }
        } onCancel: {
            giveUp(id, .cancelled)
        }
        clock.cancel()
        try result.get()
    }

    func leave() {
        let next: Waiter? = state.withLock { state in
            guard !state.waiters.isEmpty else {
                state.isTaken = false
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.continuation.resume(returning: .success(()))
    }

    private func join(_ waiter: Waiter) {
        let mayEnter = state.withLock { state in
            if state.isTaken {
                state.waiters.append(waiter)
                return false
            }
            state.isTaken = true
            return true
        }
        if mayEnter { waiter.continuation.resume(returning: .success(())) }
    }

    private func giveUp(_ id: UInt64, _ error: MailError) {
        let waiter: Waiter? = state.withLock { state in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: .failure(error))
    }
}
