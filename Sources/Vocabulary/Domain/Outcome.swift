internal import Synchronization

/// A value that comes once, and that any number of callers wait for, each until a deadline of its own. Each can give up
/// without disturbing the others.
package final class Outcome<Value: Sendable>: Sendable {
    /// How one caller's wait ended. Only `settled` says anything about the outcome itself.
    package enum Ending: Sendable {
        case settled(Value)
        case timedOut
        case cancelled
    }

    private enum Waiter {
        case announced
        case woken(Ending)
        case waiting(CheckedContinuation<Ending, Never>)
    }
    private struct State {
        var value: Value?
        var waiters: [Int: Waiter] = [:]
        var lastWaiter = 0
    }
    private let state = Mutex(State())

    package init() {}

    /// The first value counts.
    package func settle(_ value: Value) {
        let waiters = state.withLock { state -> [Int] in
            guard state.value == nil else { return [] }
            state.value = value
            return Array(state.waiters.keys)
        }
        for waiter in waiters { wake(waiter, .settled(value)) }
    }

    /// Waits for the value. With `ignoringCancellation`, the task's end does not end the wait.
    package func wait(until deadline: Deadline, ignoringCancellation: Bool = false) async -> Ending {
        let waiter = state.withLock { state in
            state.lastWaiter += 1
            state.waiters[state.lastWaiter] = state.value.map { .woken(.settled($0)) } ?? .announced
            return state.lastWaiter
        }
        let alarm = Task {
            try? await Task.sleep(until: deadline.instant, clock: .continuous)
            wake(waiter, .timedOut)
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { suspend(waiter, $0) }
        } onCancel: {
            if !ignoringCancellation { wake(waiter, .cancelled) }
        }
    }

    private func suspend(_ waiter: Int, _ continuation: CheckedContinuation<Ending, Never>) {
        let ending = state.withLock { state -> Ending? in
            guard case .woken(let ending) = state.waiters[waiter] else {
                state.waiters[waiter] = .waiting(continuation)
                return nil
            }
            state.waiters[waiter] = nil
            return ending
        }
        if let ending { continuation.resume(returning: ending) }
    }

    private func wake(_ waiter: Int, _ ending: Ending) {
        let continuation = state.withLock { state -> CheckedContinuation<Ending, Never>? in
            switch state.waiters[waiter] {
            case .waiting(let continuation):
                state.waiters[waiter] = nil
                return continuation
            case .announced:
                state.waiters[waiter] = .woken(ending)
                return nil
            case .woken, nil: return nil
            }
        }
        continuation?.resume(returning: ending)
    }
}
