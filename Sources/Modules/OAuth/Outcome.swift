internal import Domain
internal import Synchronization

/// One result that many wait for. Each of them can give up without disturbing the others.
final class Outcome<Value: Sendable>: Sendable {
    enum Waited: Sendable {
        case settled(Value)
        case timedOut
        case cancelled
    }
    private struct State {
        var value: Value?
        var lastTicket = 0
        /// Cancelled before they had begun to wait.
        var cancelled: Set<Int> = []
        var waiters: [Int: CheckedContinuation<Value?, Never>] = [:]
    }
    private let state = Mutex(State())

    /// The first value counts.
    func settle(_ value: Value) {
        let waiters = state.withLock { state -> [CheckedContinuation<Value?, Never>] in
            guard state.value == nil else { return [] }
            state.value = value
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    /// Waits for the value; nil once the waiting task is cancelled.
    func value() async -> Value? {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0, ticket) }
        } onCancel: {
            cancel(ticket)
        }
    }

    func value(until deadline: Deadline) async -> Waited {
        await withTaskGroup(of: Waited.self) { group in
            group.addTask { await self.value().map(Waited.settled) ?? .cancelled }
            group.addTask {
                let slept: Void? = try? await Task.sleep(until: deadline.instant, clock: .continuous)
                return slept == nil ? .cancelled : .timedOut
            }
            let first = await group.next() ?? .cancelled
            group.cancelAll()
            return first
        }
    }

    private func wait(_ continuation: CheckedContinuation<Value?, Never>, _ ticket: Int) {
        let answer = state.withLock { state -> Value?? in
            if let value = state.value { return .some(value) }
            if state.cancelled.remove(ticket) != nil { return .some(nil) }
            state.waiters[ticket] = continuation
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    private func cancel(_ ticket: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            if let waiter = state.waiters.removeValue(forKey: ticket) { return waiter }
            if state.value == nil { state.cancelled.insert(ticket) }
            return nil
        }
        waiter?.resume(returning: nil)
    }
}
