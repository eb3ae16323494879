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

    /// Tells a subscriber of an event that did not happen by itself; false when there is no such subscription.
    package func tellSubscriber(of subscription: GUID, _ event: LifecycleEvent) async -> Bool {
        await subscriptions.force(event, on: subscription)
    }

    package func answer(_ request: WebRequest) async -> WebResponse {
        let requestID = GUID.random()
        let admission = admit(request, requestID: requestID)
        return await Faulty.answer(request, in: sandbox, at: admission.occasion) { status in
            refusal(.ofStatus(status), of: request, requestID)
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
            response = Faulty.refusal(of: fault) { refusal(.ofStatus($0), of: request, requestID) }
        } else {
            response = finished(await perform(admission), for: request, requestID)
        }
        sandbox.recorder.add(
            RequestRecord(request, at: sandbox.clock.now, occasion: admission.occasion, answered: response))
        return response
    }

    /// Lets the request into the throttle's lane, and acts.
    private func perform(_ admission: GraphAdmission) async -> Result<WebResponse, GraphError> {
        do throws(GraphError) {
            switch try admission.outcome.get() {
            case .open(let call, let act), .signedIn(let call, let act): return .success(try await act(call))
            case .mailbox(let call, let act):
                let slot = try slot(of: call)
                await throttle.pause()
                var response = try await act(call)
                response.underway = slot
                return .success(response)
            }
        } catch {
            return .failure(error)
        }
    }

    private func slot(of call: MailboxCall) throws(GraphError) -> GraphSlot {
        let lane = throttle.lane(client: call.grant.client, mailbox: call.owner.id)
        if let excess = throttle.enter(lane) { throw .throttled(excess, retryAfter: throttle.retryAfter(excess)) }
        return GraphSlot(throttle, lane)
    }

    /// An answer that says no.
    func refusal(_ error: GraphError, of request: WebRequest, _ requestID: GUID = .random()) -> WebResponse {
        finished(.failure(error), for: request, requestID)
    }

    /// With the headers that every answer carries, and with the request's id in a refusal's body.
    private func finished(
        _ outcome: Result<WebResponse, GraphError>, for request: WebRequest, _ requestID: GUID
    ) -> WebResponse {
        let clientID = request.headers["client-request-id"] ?? requestID.description
        var response: WebResponse
        switch outcome {
        case .success(let answer): response = answer
        case .failure(let error):
            response = .refusal(error, requestID: requestID, clientRequestID: clientID, at: sandbox.clock.now)
        }
        response.headers["request-id"] = requestID.description
        response.headers["client-request-id"] = clientID
        response.headers["x-ms-ags-diagnostic"] = Self.diagnostic
        let applied = Preferences(request.headers).applied
        if !applied.isEmpty, response.status < 400 {
            response.headers["Preference-Applied"] = applied.joined(separator: ", ")
        }
        return response
    }

    private static let diagnostic =
        #"{"ServerInfo":{"DataCenter":"Sandbox","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"SANDBOX"}}"#
}
