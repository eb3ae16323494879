internal import Domain
internal import JSON
internal import Mail
internal import Transport

extension GraphChannel {
    /// Members of one batch that the protocol allows (reference sheet, section C10).
    static let batchLimit = 20

    /// One request of a batch and what it was answered.
    private struct Round {
        var members: [Int]
        var answers: BatchAnswers
        var token: Secret<String>
    }

    /// Asks questions together, in as few requests as there is room for; each has a result of its own, in the order of the
    /// calls. It throws only when nothing is known of any.
    ///
    /// Members are judged one by one. Those that were throttled go again, and only those, after the longest of their own
    /// waits; one whose token was refused goes once again with another. When a request fails as a whole, so do all that are
    /// left.
    func batch(
        _ calls: [GraphCall], until deadline: Deadline
    ) async throws(MailError) -> [Result<GraphAnswer, MailError>] {
        if calls.count == 1 { return [await alone(calls[0], until: deadline)] }
        var batch = GraphBatch(calls, settings: settings)
        var mayRefresh = true
        do throws(MailError) {
            while !batch.nextMembers(atMost: 1).isEmpty {
                let round = try await round(of: batch, until: deadline)
                let pause = batch.take(
                    round.answers, for: round.members, mayRefresh: mayRefresh, chance: { self.pacing.chance() })
                for refusal in pause.refusals { note(refusal) }
                if let hold = pause.hold {
                    self.hold.extend(to: pacing.now + .milliseconds(hold.milliseconds), because: hold.refusal)
                }
                if let refusal = pause.refusedToken {
                    mayRefresh = false
                    _ = try await self.token(insteadOf: round.token, after: refusal, until: deadline)
                }
                try await rest(pause, &batch, until: deadline)
            }
        } catch {
            guard batch.knowsSomething else { throw error }
            batch.settle(error)
        }
        return batch.outcome
    }

    private func alone(_ call: GraphCall, until deadline: Deadline) async -> Result<GraphAnswer, MailError> {
        do throws(MailError) { return .success(try await self.call(call, until: deadline)) } catch {
            return .failure(error)
        }
    }

    /// One request, with as many members as there are places for.
    private func round(of batch: GraphBatch, until deadline: Deadline) async throws(MailError) -> Round {
        let most = batch.nextMembers(atMost: Self.batchLimit).count
        return try await repeating(.always, about: .account, .batch(upTo: most), until: deadline) { token, places in
            let members = batch.nextMembers(atMost: places)
            let request: HTTPRequest
            do throws(MailError) { request = try self.request(members, of: batch, token) } catch {
                return .failure(.ended(error))
            }
            return await self.exchange(request, until: deadline).flatMap { response in
                GraphAnswer.read(response, to: .post).flatMap { answer in
                    guard let answers = BatchAnswers(answer.json) else {
                        return .failure(GraphAnswer.unreadable("no answers to a batch", response))
                    }
                    return .success(Round(members: members, answers: answers, token: token))
                }
            }
        }
    }

    private func request(
        _ members: [Int], of batch: GraphBatch, _ token: Secret<String>
    ) throws(MailError) -> HTTPRequest {
        var request = request(.post, place.root + "/v1.0/$batch", token, accepting: "application/json")
        request.headers.append(HTTPField("Content-Type", "application/json"))
        // Asked of the batch as well, so that no call is without it.
        request.headers.append(HTTPField("Prefer", Self.immutableIDs))
        var requests: [JSONValue] = []
        for place in members {
            let call = batch[place]
            requests.append([
                "id": .string("\(place)"), "method": .string(call.method.rawValue),
                "url": .string(try relativeURL(of: call)), "headers": ["Prefer": .string(preferences(of: call))],
            ])
        }
        request.body = Secret(try GraphBody.json(["requests": .array(requests)]).encoded().bytes)
        request.isRepeatable = true
        return request
    }

    /// Waits as long as the members want; those that it would be too long for are settled instead.
    private func rest(
        _ pause: BatchPause, _ batch: inout GraphBatch, until deadline: Deadline
    ) async throws(MailError) {
        guard !pause.waiting.isEmpty else { return }
        let end = pacing.now + .milliseconds(pause.milliseconds)
        guard end <= deadline.instant else { return batch.giveUp(pause) }
        try await wait(until: end)
    }
}
