internal import Domain
internal import Mail
internal import Transport

extension GraphChannel {
    /// Makes the call that hands a message over, once. `handover` is awaited right before it; what it throws is thrown
    /// on. Any error but `sendOutcomeUnknown` means that the message was not taken; `unavailable` is Graph's word for it
    /// only, and the draft knows better: where no draft can be asked (`hasDraft`), a failure of Graph's is a doubt.
    ///
    /// The deadline is that of everything before `handover`; the answer has a time of its own from then on. Only a refused
    /// token leads to a second request, because the first was turned away at the door. What keeps either from being made
    /// is never a doubt.
    @discardableResult
    func send(
        _ call: GraphCall, hasDraft: Bool = true, until deadline: Deadline,
        handover: @Sendable () async throws(MailError) -> Void
    ) async throws(MailError) -> GraphAnswer {
        precondition(call.repetition == .never, "a send that may be repeated")
        let token = try await token(until: deadline)
        let first = try await admitted(until: deadline) { _ throws(MailError) in
            let request = try self.request(call, token)
            try await handover()
            return await self.answer(to: request, until: .after(.milliseconds(self.settings.sendAnswerMs)))
        }
        guard let refusal = Self.refusedToken(first) else { return try outcome(of: first, call, hasDraft) }
        let limit = Deadline.after(.milliseconds(settings.sendAnswerMs))
        let request = try request(call, try await self.token(insteadOf: token, after: refusal, until: limit))
        let second = try await admitted(until: limit) { _ in await self.answer(to: request, until: limit) }
        return try outcome(of: second, call, hasDraft)
    }

    private func answer(
        to request: HTTPRequest, until deadline: Deadline
    ) async -> Result<HTTPResponse, TransportError> {
        do throws(TransportError) { return .success(try await http.send(request, until: deadline)) } catch {
            return .failure(error)
        }
    }

    private static func refusedToken(_ result: Result<HTTPResponse, TransportError>) -> GraphRefusal? {
        guard case .success(let response) = result, response.status == 401 else { return nil }
        return refusal(in: response)
    }

    private static func refusal(in response: HTTPResponse) -> GraphRefusal {
        response.body.withExposed {
            GraphRefusal(status: response.status, headers: response.headers, body: $0)
        }
    }

    private func outcome(
        of result: Result<HTTPResponse, TransportError>, _ call: GraphCall, _ hasDraft: Bool
    ) throws(MailError) -> GraphAnswer {
        switch result {
        case .success(let response):
            if response.status == 202 { return GraphAnswer(status: 202, headers: response.headers) }
            let refusal = Self.refusal(in: response)
            note(refusal)
            guard refusal.provesNothingWasTaken else { throw .sendOutcomeUnknown }
            var tries = GraphTries(settings)
            let pauseMs = tries.failed(.refusal(refusal), .never, chance: pacing.chance()).pauseMs
            holdBack(until: pacing.now + .milliseconds(pauseMs), because: refusal)
            let error = refusal.error(about: call.about, retryAfterMs: pauseMs)
            if case .unavailable = error, refusal.status >= 500, !hasDraft { throw .sendOutcomeUnknown }
            throw error
        case .failure(let error) where error.cameBeforeAnyByte: throw MailError(error)
        case .failure: throw .sendOutcomeUnknown
        }
    }
}

extension GraphRefusal {
    /// Whether whoever answered so says that the message was not taken: Graph's own word for an error of the client's, or
    /// what is said at the door, or a code that says what is wrong, whatever the status. A gateway's page proves nothing,
    /// and neither does a failure of Graph's.
    fileprivate var provesNothingWasTaken: Bool {
        if case .refused? = known?.verdict { return true }
        return switch status {
        case 401, 413, 429: true
        case 503: code != nil && pauseMs != nil
        case 408: false
        case 400..<500: code != nil
        default: false
        }
    }
}

extension TransportError {
    /// Whether it came before a byte of the request can have been written.
    fileprivate var cameBeforeAnyByte: Bool {
        switch self {
        case .connectFailed, .tlsFailed, .forbiddenAddress: true
        case .timedOut, .closed, .tooLarge, .malformed, .cancelled: false
        }
    }
}
