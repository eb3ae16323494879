internal import Domain
internal import Synchronization

/// One download under way, and those who wait for it. When the last of them has gone, it is given up.
final class Download: Sendable {
    struct Key: Hashable {
        let reference: MessageReference
        /// `nil` for the whole message.
        let attachment: String?
    }
    private struct State {
        var waiting = 0
        var task: Task<Void, Never>?
    }
    private let state = Mutex(State())
    private let outcome = Outcome<Result<SpooledContent, MailError>>()

    func begin(_ task: Task<Void, Never>) { state.withLock { $0.task = task } }

    func end(_ result: Result<SpooledContent, MailError>) { outcome.settle(result) }

    func content(until deadline: Deadline) async throws(MailError) -> SpooledContent {
        state.withLock { $0.waiting += 1 }
        let ending = await outcome.wait(until: deadline)
        let abandoned = state.withLock { state in
            state.waiting -= 1
            return state.waiting == 0 ? state.task : nil
        }
        switch ending {
        case .settled(let result): return try result.get()
        case .timedOut:
            abandoned?.cancel()
            throw .timedOut
        case .cancelled:
            abandoned?.cancel()
            throw .cancelled
        }
    }
}
