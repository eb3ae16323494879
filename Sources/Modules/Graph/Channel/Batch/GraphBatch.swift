internal import Mail
internal import Transport

/// Calls that travel together, as a value: it says which go next, takes their answers and keeps the results. No network,
/// no clock.
struct GraphBatch {
    private let calls: [GraphCall]
    private let limit: Int
    private var tries: [GraphTries]
    private var results: [Result<GraphAnswer, MailError>?]

    /// `limit`: how many travel in one request.
    init(_ calls: [GraphCall], limit: Int, settings: GraphSettings) {
        precondition(calls.enumerated().allSatisfy { $1.after ?? -1 < $0 }, "a call that waits for a later one")
        precondition(calls.allSatisfy { $0.repetition != .never }, "a send has to be alone")
        self.calls = calls
        self.limit = limit
        tries = Array(repeating: GraphTries(settings), count: calls.count)
        results = Array(repeating: nil, count: calls.count)
    }

    /// Whether there is a result of any call.
    var knowsSomething: Bool { results.contains { $0 != nil } }

    /// The results, once `nextMembers` has none left.
    var outcome: [Result<GraphAnswer, MailError>] { results.compactMap(\.self) }

    /// The places of the calls to make now, in order; empty when all is settled. A call whose forerunner failed fails with
    /// it.
    mutating func nextMembers() -> [Int] {
        var members: [Int] = []
        for place in calls.indices where results[place] == nil && members.count < limit {
            guard let forerunner = calls[place].after else {
                members.append(place)
                continue
            }
            switch results[forerunner] {
            case .success: members.append(place)
            case .failure(let error): results[place] = .failure(error)
            case nil: if members.contains(forerunner) { members.append(place) }
            }
        }
        return members
    }

    subscript(place: Int) -> GraphCall { calls[place] }

    /// Which call has to succeed first, if it travels with this one.
    func forerunner(of place: Int, in members: [Int]) -> Int? {
        calls[place].after.flatMap { members.contains($0) ? $0 : nil }
    }

    /// What these calls end with, as far as they have no result yet.
    mutating func settle(_ members: [Int], _ error: MailError) {
        for place in members where results[place] == nil { results[place] = .failure(error) }
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
            // Its forerunner has failed, and this one with it, or goes again, and this one after it.
            case .failure(.refusal(let refusal)) where refusal.status == 424 && !isFree(place): break
            case .failure(.refusal(let refusal)) where refusal.verdict == .tokenRefused && mayRefresh:
                pause.refusedToken = pause.refusedToken ?? refusal
            case .failure(let fault): postpone(place, fault, &pause, chance())
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

    /// Whether nothing has to succeed before it, or that has.
    private func isFree(_ place: Int) -> Bool {
        guard let forerunner = calls[place].after else { return true }
        if case .success = results[forerunner] { return true }
        return false
    }

    private func judge(_ member: BatchAnswers.Member?, at place: Int) -> Result<GraphAnswer, GraphFault> {
        guard let member else {
            return .failure(.ended(.protocolViolation("a batch without exactly one answer to a member")))
        }
        return GraphAnswer.read(member, to: calls[place].method)
    }

    private mutating func postpone(_ place: Int, _ fault: GraphFault, _ pause: inout BatchPause, _ chance: Double) {
        let next = tries[place].failed(fault, calls[place].repetition, chance: chance)
        if next.again {
            pause.add(BatchPause.Waiting(place: place, fault: fault), for: next.pauseMs)
        } else {
            results[place] = .failure(fault.error(about: calls[place].about, retryAfterMs: next.pauseMs))
        }
    }
}
