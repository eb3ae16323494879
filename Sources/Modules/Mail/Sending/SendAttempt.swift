internal import Domain
internal import Synchronization

/// One send under way: how far it has come, and who waits for it.
///
/// Until the message is handed over, the last caller to go takes the attempt with it, and nothing is sent. From then on
/// it goes on whoever waits.
final class SendAttempt: Sendable {
    private enum Phase {
        case preparing
        case abandoned(MailError)
        case handedOver
        /// The provider has it; the copy is still being filed.
        case submitted(SendResult)
    }
    private struct State {
        var phase = Phase.preparing
        /// What the way out left behind as it handed over.
        var evidence: String?
        var waiting = 0
        /// Until when the most patient caller waits; nil before the first.
        var patience: Deadline?
        /// Until when anybody waited as the hand-over began.
        var end: Deadline?
        var task: Task<Void, Never>?
    }
    let contentHash: [UInt8]
    private let state = Mutex(State())
    private let outcome = Outcome<Result<SendResult, MailError>>()

    init(contentHash: [UInt8]) { self.contentHash = contentHash }

    // MARK: What the sender does

    func begin(_ task: Task<Void, Never>) { state.withLock { $0.task = task } }

    /// The point of no return, if nobody has called it off.
    func handOver(_ evidence: String?) throws(MailError) {
        try state.withLock { state throws(MailError) in
            if case .abandoned(let error) = state.phase { throw error }
            state.phase = .handedOver
            state.evidence = evidence
        }
    }

    /// The hand-over could not be journaled, and was not made.
    func stepBack() { state.withLock { $0.phase = .preparing } }

    /// Until when anybody waits for the message to be handed over: what would take longer is of no use to anybody who has
    /// come so far.
    func patience(atMost limit: Deadline) -> Deadline {
        state.withLock { state in
            state.end = state.patience
            return min(state.patience ?? limit, limit)
        }
    }

    var evidence: String? { state.withLock { $0.evidence } }

    func submitted(_ result: SendResult) { state.withLock { $0.phase = .submitted(result) } }

    func end(_ result: Result<SendResult, MailError>) { outcome.settle(result) }

    // MARK: What callers do

    /// Counts one more caller in, who waits until then; false when the attempt was called off already.
    func join(until deadline: Deadline) -> Bool {
        state.withLock { state in
            if case .abandoned = state.phase { return false }
            state.waiting += 1
            state.patience = max(state.patience ?? deadline, deadline)
            return true
        }
    }

    /// Whether it was given up for want of time when this caller, who came later, has some left.
    func endedTooSoon(with error: MailError, for deadline: Deadline) -> Bool {
        guard !deadline.hasPassed, let end = state.withLock({ $0.end }), end < deadline else { return false }
        switch error {
        case .timedOut, .rateLimited, .unavailable: return true
        default: return false
        }
    }

    /// Waits until nothing of a called-off attempt is left.
    func ended(until deadline: Deadline) async throws(MailError) {
        switch await outcome.wait(until: deadline) {
        case .settled: return
        case .timedOut: throw .timedOut
        case .cancelled: throw .cancelled
        }
    }

    /// The result, for a caller that has joined.
    func result(until deadline: Deadline) async throws(MailError) -> SendResult {
        let ending = await outcome.wait(until: deadline)
        switch ending {
        case .settled(let result):
            state.withLock { $0.waiting -= 1 }
            return try result.get()
        case .timedOut: return try leave(.timedOut)
        case .cancelled:
            guard isBeyondReturn else { return try leave(.cancelled) }
            let last = await outcome.wait(until: deadline, ignoringCancellation: true)
            guard case .settled(let result) = last else { return try leave(.timedOut) }
            state.withLock { $0.waiting -= 1 }
            return try result.get()
        }
    }

    private var isBeyondReturn: Bool {
        state.withLock { state in
            switch state.phase {
            case .preparing, .abandoned: false
            case .handedOver, .submitted: true
            }
        }
    }

    /// A caller goes before the end. What it is told is true of the message, not only of its own wait.
    private func leave(_ reason: MailError) throws(MailError) -> SendResult {
        let (told, task) = state.withLock { state -> (Result<SendResult, MailError>, Task<Void, Never>?) in
            state.waiting -= 1
            switch state.phase {
            case .submitted(let result): return (.success(result), nil)
            case .handedOver: return (.failure(.sendOutcomeUnknown), nil)
            case .preparing where state.waiting > 0: return (.failure(.sendOutcomeUnknown), nil)
            case .preparing:
                state.phase = .abandoned(reason)
                return (.failure(reason), state.task)
            case .abandoned: return (.failure(reason), nil)
            }
        }
        task?.cancel()
        return try told.get()
    }
}
