internal import Synchronization
internal import Transport

/// One wait of one task for something that the loop does. The first result wins; later ones are ignored.
final class Operation<Value: Sendable>: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Result<Value, TransportError>, Never>?
        var isCancelled = false
    }
    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func complete(_ result: Result<Value, TransportError>) {
        let continuation = state.withLock { state in
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(returning: result)
    }

    fileprivate func markCancelled() { state.withLock { $0.isCancelled = true } }

    fileprivate func wait(_ continuation: CheckedContinuation<Result<Value, TransportError>, Never>) {
        state.withLock { $0.continuation = continuation }
    }
}

extension EventLoop {
    /// Runs `start` on the loop's thread and waits until the operation is complete.
    ///
    /// `start` completes the operation, or calls `begin` and lets an abort or an event complete it.
    func perform<Value: Sendable>(
        _ start: @escaping @Sendable (LoopCore, Operation<Value>) -> Void
    ) async throws(TransportError) -> Value {
        let operation = Operation<Value>()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                operation.wait(continuation)
                post { start($0, operation) }
            }
        } onCancel: {
            operation.markCancelled()  // seen by `begin`, should the command overtake it
            post { $0.abort(ObjectIdentifier(operation), .cancelled) }
        }
        return try result.get()
    }
}
