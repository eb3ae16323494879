internal import Cryptography
internal import Domain
internal import Synchronization

/// One download under way, and those who wait for it. When the last of them has gone, it is given up, and
/// nobody can join it any more.
final class Download: Sendable {
    struct Key: Hashable {
        let reference: MessageReference
        /// `nil` for the whole message.
        let attachment: String?

        /// Stands at the end of a content's name, so that one message's content is never read on as another's.
        var tag: String {
            let what = "\(reference.id.rawValue) \(attachment ?? "")"
            return Base64(Array(SHA256Digest.hash(Array(what.utf8)).prefix(8))).urlText
        }
    }
    private struct State {
        var waiting = 0
        var isAbandoned = false
        var task: Task<Void, Never>?
    }
    private let state = Mutex(State())
    private let outcome = Outcome<Result<SpooledContent, MailError>>()

    func begin(_ task: Task<Void, Never>) { state.withLock { $0.task = task } }

    func end(_ result: Result<SpooledContent, MailError>) { outcome.settle(result) }

    /// Counts one more caller in; false when the download was given up already.
    func join() -> Bool {
        state.withLock { state in
            if state.isAbandoned { return false }
            state.waiting += 1
            return true
        }
    }

    /// Waits until nothing of a download that was given up is left.
    func ended(until deadline: Deadline) async throws(MailError) {
        switch await outcome.wait(until: deadline) {
        case .settled: return
        case .timedOut: throw .timedOut
        case .cancelled: throw .cancelled
        }
    }

    /// The content, for a caller that has joined.
    func content(until deadline: Deadline) async throws(MailError) -> SpooledContent {
        switch await outcome.wait(until: deadline) {
        case .settled(let result): return try result.get()
        case .timedOut:
            leave()
            throw .timedOut
        case .cancelled:
            leave()
            throw .cancelled
        }
    }

    /// A caller goes before the end.
    private func leave() {
        let abandoned = state.withLock { state -> Task<Void, Never>? in
            state.waiting -= 1
            state.isAbandoned = state.waiting == 0
            return state.isAbandoned ? state.task : nil
        }
        abandoned?.cancel()
    }
}
