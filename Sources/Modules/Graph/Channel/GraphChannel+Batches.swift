internal import Domain
internal import JSON
internal import Mail
internal import Transport

extension GraphChannel {
    /// Members of one batch that the protocol allows (reference sheet, section C10).
    private static let batchLimit = 20

    /// Makes calls together, in as few requests as the limits allow; each has a result of its own, in the order of the
    /// calls. It throws only when nothing is known of any.
    ///
    /// Members are judged one by one. Those that were throttled go again, and only those, after the longest of their own
    /// waits; one whose token was refused goes once again with another.
    func batch(
        _ calls: [GraphCall], until deadline: Deadline
    ) async throws(MailError) -> [Result<GraphAnswer, MailError>] {
        if calls.count == 1 { return [await alone(calls[0], until: deadline)] }
        var batch = GraphBatch(calls, limit: min(max(1, settings.concurrency), Self.batchLimit), settings: settings)
        var mayRefresh = true
        while true {
            let members = batch.nextMembers()
            if members.isEmpty { return batch.outcome }
            do throws(MailError) {
                let (answers, token) = try await round(members, of: batch, until: deadline)
                let pause = batch.take(
                    answers, for: members, mayRefresh: mayRefresh, chance: { self.pacing.chance() })
                if let refusal = pause.refusedToken {
                    mayRefresh = false
                    _ = try await self.token(insteadOf: token, after: refusal)
                }
                try await rest(pause, &batch, until: deadline)
            } catch {
                guard batch.knowsSomething else { throw error }
                batch.settle(members, error)
            }
        }
    }

    private func alone(_ call: GraphCall, until deadline: Deadline) async -> Result<GraphAnswer, MailError> {
        do throws(MailError) { return .success(try await self.call(call, until: deadline)) } catch {
            return .failure(error)
        }
    }

    /// One request with these members, and the token that it was made with. It may be repeated as far as each of them may.
    private func round(
        _ members: [Int], of batch: GraphBatch, until deadline: Deadline
    ) async throws(MailError) -> (BatchAnswers, Secret<String>) {
        let isHarmless = members.allSatisfy { batch[$0].repetition == .always }
        let body = try encoded(members, of: batch)
        return try await repeating(
            isHarmless ? .always : .whenNotProcessed, about: .account, weight: members.count, until: deadline
        ) { token in
            var request = self.request(.post, self.place.root + "/v1.0/$batch", token, accepting: "application/json")
            request.headers.append(HTTPField("Content-Type", "application/json"))
            // Asked of the batch as well, so that no call is without it.
            request.headers.append(HTTPField("Prefer", Self.immutableIDs))
            request.body = Secret(body)
            request.isRepeatable = isHarmless
            return await self.exchange(request, until: deadline).flatMap { response in
                GraphAnswer.read(response, to: .post).flatMap { answer in
                    guard let answers = BatchAnswers(answer.json) else {
                        return .failure(GraphAnswer.unreadable("no answers to a batch", response))
                    }
                    return .success((answers, token))
                }
            }
        }
    }

    private func encoded(_ members: [Int], of batch: GraphBatch) throws(MailError) -> [UInt8] {
        var requests: [JSONValue] = []
        for place in members {
            requests.append(try member(batch[place], at: place, after: batch.forerunner(of: place, in: members)))
        }
        return try GraphBody.json(["requests": .array(requests)]).encoded().bytes
    }

    private func member(_ call: GraphCall, at place: Int, after: Int?) throws(MailError) -> JSONValue {
        var headers: [String: JSONValue] = ["Prefer": .string(preferences(of: call))]
        var member: [String: JSONValue] = [
            "id": .string("\(place)"), "method": .string(call.method.rawValue),
            "url": .string(try relativeURL(of: call)),
        ]
        switch call.body {
        case .json(let json):
            headers["Content-Type"] = "application/json"
            member["body"] = json
        case .mime: throw .unsupported("a message as MIME inside a batch")
        case .empty, nil: break
        }
        member["headers"] = .object(headers)
        if let after { member["dependsOn"] = [.string("\(after)")] }
        return .object(member)
    }

    /// Waits as long as the members want; those that it would be too long for are settled instead.
    private func rest(
        _ pause: BatchPause, _ batch: inout GraphBatch, until deadline: Deadline
    ) async throws(MailError) {
        guard !pause.waiting.isEmpty else { return }
        let end = pacing.now + .milliseconds(pause.milliseconds)
        if let refusal = pause.hold { hold.extend(to: end, because: refusal) }
        guard end <= deadline.instant else { return batch.giveUp(pause) }
        try await wait(until: end)
    }
}
