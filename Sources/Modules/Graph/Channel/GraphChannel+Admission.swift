internal import Domain
internal import Mail

extension GraphChannel {
    /// Runs `exchange` when nothing holds the mailbox back and there is room for it, and tells it how many places it has;
    /// they are free again when it returns. A hold that lasts longer than the deadline is thrown at once, as what the
    /// provider said.
    func admitted<Result>(
        _ load: GraphLoad = .call, until deadline: Deadline, _ exchange: (Int) async throws(MailError) -> Result
    ) async throws(MailError) -> Result {
        let places: Int
        while true {
            guard pacing.now < deadline.instant else { throw .timedOut }
            try await waitOutHold(until: deadline)
            let given = try await gate.enter(load, until: deadline)
            if hold.current(at: pacing.now) == nil {
                places = given
                break
            }
            gate.leave(load, places: given)  // somebody was throttled while this one waited for room
        }
        defer { gate.leave(load, places: places) }
        return try await exchange(places)
    }

    private func waitOutHold(until deadline: Deadline) async throws(MailError) {
        while let (end, cause) = hold.current(at: pacing.now) {
            guard end <= deadline.instant else {
                throw cause.error(about: .account, retryAfterMs: pacing.now.duration(to: end).wholeMilliseconds)
            }
            try await wait(until: end)
        }
    }

    /// `cancelled` when the task is.
    func wait(until instant: ContinuousClock.Instant) async throws(MailError) {
        await pacing.sleep(until: instant)
        if Task.isCancelled { throw .cancelled }
    }
}

extension Duration {
    /// Rounded up.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
