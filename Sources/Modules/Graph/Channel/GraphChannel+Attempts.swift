internal import Domain
internal import Logging
internal import Mail

extension GraphChannel {
    /// Makes attempts until one succeeds, or another is of no use, or would come after the deadline: then the present error
    /// is thrown at once.
    ///
    /// A refused token is replaced once (reference sheet, section C13), and what it was refused for is done once more. A
    /// throttled mailbox is held back for everybody.
    func repeating<Answer>(
        _ repetition: GraphRepetition, about subject: GraphSubject, _ load: GraphLoad = .call, until deadline: Deadline,
        _ attempt: (_ token: Secret<String>, _ places: Int) async -> Result<Answer, GraphFault>
    ) async throws(MailError) -> Answer {
        var tries = GraphTries(settings)
        var fresh: Secret<String>?
        while true {
            let token = if let fresh { fresh } else { try await token(until: deadline) }
            let result = try await admitted(load, until: deadline) { places in await attempt(token, places) }
            let fault: GraphFault
            switch result {
            case .success(let answer): return answer
            case .failure(let failure): fault = failure
            }
            if case .refusal(let refusal) = fault { note(refusal) }
            if case .refusal(let refusal) = fault, refusal.verdict == .tokenRefused, fresh == nil {
                fresh = try await self.token(insteadOf: token, after: refusal, until: deadline)
                continue
            }
            let next = tries.failed(fault, repetition, chance: pacing.chance())
            let end = pacing.now + .milliseconds(next.pauseMs)
            if case .refusal(let refusal) = fault { holdBack(until: end, because: refusal) }
            guard next.again, end <= deadline.instant else {
                throw fault.error(about: subject, retryAfterMs: next.pauseMs)
            }
            try await wait(until: end)
        }
    }

    /// Keeps the whole mailbox waiting where an answer was meant for all of it.
    func holdBack(until end: ContinuousClock.Instant, because refusal: GraphRefusal) {
        if refusal.holdsMailbox { hold.extend(to: end, because: refusal) }
    }

    /// For whoever reads the log: no place and no word of Graph's, which may hold an address.
    func note(_ refusal: GraphRefusal) {
        logger.debug(
            "Graph refused a request",
            metadata: [
                "account": "\(account)", "status": "\(refusal.status)", "code": "\(refusal.code ?? "-")",
                "request": "\(refusal.requestID ?? "-")",
            ])
    }
}
