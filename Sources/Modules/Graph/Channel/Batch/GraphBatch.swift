internal import Mail
internal import Transport

/// Questions that travel together, as a value: it says which go next, takes their answers and keeps the results. No
/// network, no clock.
struct GraphBatch {
    private let calls: [GraphCall]
    private var tries: [GraphTries]
    private var results: [Result<GraphAnswer, MailError>?]

    init(_ calls: [GraphCall], settings: GraphSettings) {
        precondition(calls.allSatisfy { $0.method == .get && $0.repetition == .always }, "a batch only reads")
        self.calls = calls
        tries = Array(repeating: GraphTries(settings), count: calls.count)
        results = Array(repeating: nil, count: calls.count)
    }

    /// Whether there is a result of any call.
    var knowsSomething: Bool { results.contains { $0 != nil } }

    /// The results, once `nextMembers` has none left.
    var outcome: [Result<GraphAnswer, MailError>] { results.compactMap(\.self) }

    /// The places of the calls to make now, in order; empty when all is settled.
    func nextMembers(atMost limit: Int) -> [Int] {
        Array(results.indices.lazy.filter { results[$0] == nil }.prefix(limit))
    }

    subscript(place: Int) -> GraphCall { calls[place] }

    /// What all calls end with that have no result yet.
    mutating func settle(_ error: MailError) {
        for place in results.indices where results[place] == nil { results[place] = .failure(error) }
    }

    /// Keeps the results of one round, and says what has to happen before the next.
    ///
    /// - Parameter chance: from 0 up to 1, another one each time.
    mutating func take(
        _ answers: BatchAnswers, for members: [Int], mayRefresh: Bool, chance: () -> Double
    ) -> BatchPause {
        var pause = BatchPause()
        for place in members {
            switch judge(answers.member("\(place)"), at: place) {
            case .success(let answer): results[place] = .success(answer)
            case .failure(let fault):
                if mayRefresh, case .refusal(let refusal) = fault, refusal.verdict == .tokenRefused {
                    pause.note(fault)
                    pause.refusedToken = pause.refusedToken ?? refusal
                } else {
                    postpone(place, fault, &pause, chance())
                }
            }
        }
        return pause
    }

    /// Settles what would have to wait too long.
    mutating func giveUp(_ pause: BatchPause) {
        for waiting in pause.waiting {
            results[waiting.place] = .failure(
                waiting.fault.error(about: calls[waiting.place].about, retryAfterMs: pause.milliseconds))
        }
    }

    private func judge(_ member: BatchAnswers.Member?, at place: Int) -> Result<GraphAnswer, GraphFault> {
        guard let member else {
            return .failure(.ended(.protocolViolation("a batch without exactly one answer to a member")))
        }
        return GraphAnswer.read(member, to: calls[place].method)
    }

    private mutating func postpone(_ place: Int, _ fault: GraphFault, _ pause: inout BatchPause, _ chance: Double) {
        let next = tries[place].failed(fault, calls[place].repetition, chance: chance)
        pause.note(fault, pauseMs: next.pauseMs)
        if next.again {
            pause.add(BatchPause.Waiting(place: place, fault: fault), for: next.pauseMs)
        } else {
            results[place] = .failure(fault.error(about: calls[place].about, retryAfterMs: next.pauseMs))
        }
    }
}
