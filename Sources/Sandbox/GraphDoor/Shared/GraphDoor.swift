package import Doorway
internal import JSON
package import Tenant
package import Transport

/// Graph's mail: `/v1.0/…`, and `/api/v2.0/…` for upload sessions. Strict as reference sheet §C says.
package final class GraphDoor: WebHandler {
    package let sandbox: Sandbox
    let router = GraphRouter(GraphRoute.reading + GraphRoute.writing)
    /// Who is doing how much (§C14).
    let throttle: GraphThrottle
    let searchFolders = SearchFolderMemory()
    let uploads = UploadSessions()
    let replies = ReplyLinks()
    let settings = MailboxSettings()
    let subscriptions: SubscriptionDesk

    /// - Parameter notifier: what posts to subscribers; by default a client of its own, which reaches this machine only.
    package init(sandbox: Sandbox, notifier: (any HTTPClient)? = nil) {
        self.sandbox = sandbox
        throttle = GraphThrottle(facts: sandbox.facts, clock: sandbox.clock)
        subscriptions = SubscriptionDesk(sandbox: sandbox, client: notifier)
    }

    package func answer(_ request: WebRequest) async -> WebResponse {
        let requestID = GUID.random()
        let admission = admit(request, requestID: requestID)
        return await Faulty.answer(request, in: sandbox, at: admission.occasion) { status in
            finished(refusal(status), for: request, requestID)
        } act: {
            finished(await perform(admission), for: request, requestID)
        }
    }

    /// Answers one member of a `$batch`: recorded, authorised and throttled like any request, but whole, since faults of
    /// the network belong to the batch.
    func answerMember(_ request: WebRequest) async -> WebResponse {
        let requestID = GUID.random()
        let admission = admit(request, requestID: requestID)
        let response: WebResponse
        if let fault = sandbox.faults.take([.status], at: admission.occasion) {
            let status = fault.parameters["status"]?.integerValue.flatMap(Int.init(exactly:)) ?? 503
            var faulty = refusal((400...599).contains(status) ? status : 503)
            if let seconds = fault.retryAfter { faulty.headers["Retry-After"] = seconds }
            response = finished(faulty, for: request, requestID)
        } else {
            response = finished(await perform(admission), for: request, requestID)
        }
        sandbox.recorder.add(
            RequestRecord(request, at: sandbox.clock.now, occasion: admission.occasion, answered: response))
        return response
    }

    /// Lets the request into the throttle's lane, acts, and makes a refusal an answer.
    private func perform(_ admission: GraphAdmission) async -> WebResponse {
        do throws(GraphError) {
            switch try admission.outcome.get() {
            case .open(let call, let act), .signedIn(let call, let act): return try await act(call)
            case .mailbox(let call, let act):
                let lane = throttle.lane(client: call.grant.client, mailbox: call.owner.id)
                if let excess = throttle.enter(lane) {
                    throw .throttled(excess, retryAfter: throttle.retryAfter(excess))
                }
                defer { throttle.leave(lane) }
                await throttle.pause()
                return try await act(call)
            }
        } catch {
            return WebResponse.refusal(error)
        }
    }

    private func refusal(_ status: Int) -> WebResponse { .refusal(.ofStatus(status)) }

    /// With the headers that every answer carries, and with the request's id in a refusal's body.
    private func finished(_ response: WebResponse, for request: WebRequest, _ requestID: GUID) -> WebResponse {
        var response = response
        let clientID = request.headers["client-request-id"] ?? requestID.description
        response.fillInnerError(requestID: requestID, clientRequestID: clientID, at: sandbox.clock.now)
        response.headers["request-id"] = requestID.description
        response.headers["client-request-id"] = clientID
        response.headers["x-ms-ags-diagnostic"] = Self.diagnostic
        response.headers["Date"] = HTTPDate.text(sandbox.clock.now)
        let applied = Preferences(request.headers).applied
        if !applied.isEmpty, response.status < 400 {
            response.headers["Preference-Applied"] = applied.joined(separator: ", ")
        }
        return response
    }

    private static let diagnostic =
        #"{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"SANDBOX"}}"#
}
