package import API
internal import Broker
package import JSONRPC

/// Answers `awaitAdminConsent`.
package struct AwaitAdminConsentHandler: RPCHandler {
    package typealias Method = AwaitAdminConsent
    let desk: ConsentDesk
    let limit: TimeLimit

    package init(desk: ConsentDesk, limit: TimeLimit) {
        self.desk = desk
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        AdminConsentOutcome(
            try await desk.result(
                of: params.state, for: call.party.id, until: try limit.deadline(params.timeoutMs)))
    }
}
