package import API
internal import Broker
package import JSONRPC

/// Answers `completeAdminConsent`.
package struct CompleteAdminConsentHandler: RPCHandler {
    package typealias Method = CompleteAdminConsent
    let desk: ConsentDesk

    package init(desk: ConsentDesk) { self.desk = desk }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let completion = try SignInCompletion(callbackURL: params.callbackURL, from: call.party.id)
        return AdminConsentOutcome(try await desk.complete(completion))
    }
}
