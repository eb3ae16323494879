internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Answers `$batch`: each member as a request of its own, all in one answer (reference sheet §C10).
enum BatchCall {
    static func answer(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        let json = try RequestBody.object(call.request, facts: call.sandbox.facts)
        let plan: BatchPlan
        do throws(BatchProblem) {
            plan = try BatchPlan(json, maximum: call.sandbox.facts[Facts.batchMaximum])
        } catch {
            throw .badRequest(error.message)
        }
        var runner = BatchRunner(call: call, throttled: throttled(plan, call))
        for member in plan.members { await runner.run(member) }
        let responses = shuffled(runner.responses, call)
        return .graph(["responses": .array(responses)])
    }

    /// The members that are told to come back: those that a fault names by number, and, as the fact has it, those
    /// beyond four of one mailbox that do not wait for another.
    private static func throttled(_ plan: BatchPlan, _ call: GraphCall) -> [String: String?] {
        var throttled: [String: String?] = [:]
        let occasion = Occasion(door: .graph, operation: call.route.operation, client: call.grant?.client)
        if let fault = call.sandbox.faults.take([.batchThrottled], at: occasion) {
            let count = fault.parameters["count"]?.integerValue.flatMap(Int.init(exactly:)) ?? 1
            for member in plan.members.prefix(max(0, count)) { throttled[member.id] = .some(fault.retryAfter) }
        }
        guard call.sandbox.facts[Facts.batchConcurrency] else { return throttled }
        let limit = call.sandbox.facts[Facts.concurrencyLimit]
        let lanes = Dictionary(grouping: plan.members.filter(\.dependsOn.isEmpty)) { mailbox(of: $0.path) }
        for member in lanes.values.flatMap({ $0.dropFirst(max(0, limit)) }) {
            throttled[member.id] = .some(call.door.throttle.retryAfter(.concurrency))
        }
        return throttled
    }

    /// `me`, or `users/` and a name.
    private static func mailbox(of path: String) -> String {
        let segments = path.lowercased().split(separator: "/")
        return segments.first == "users" ? segments.prefix(2).joined(separator: "/") : String(segments.first ?? "")
    }

    /// Out of order, but the same again for the same batch, so that tests can be repeated.
    private static func shuffled(_ responses: [JSONValue], _ call: GraphCall) -> [JSONValue] {
        guard call.sandbox.facts[Facts.batchShuffled], responses.count > 1 else { return responses }
        var random = SeedRandom(Mixer.hash(call.request.body, salt: call.sandbox.seed))
        let shuffled = responses.shuffled(using: &random)
        return shuffled == responses ? Array(responses.dropFirst() + responses.prefix(1)) : shuffled
    }
}
