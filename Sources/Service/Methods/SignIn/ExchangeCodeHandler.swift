package import API
internal import Broker
package import JSONRPC

/// Answers `exchangeCode`.
package struct ExchangeCodeHandler: RPCHandler {
    package typealias Method = ExchangeCode
    let desk: SignInDesk
    let reporter: AccountReporter
    let limit: TimeLimit

    package init(desk: SignInDesk, reporter: AccountReporter, limit: TimeLimit) {
        self.desk = desk
        self.reporter = reporter
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let completion = try SignInCompletion(params, from: call.party.id)
        let (signedIn, account) = try await desk.complete(completion, until: try limit.deadline(params.timeoutMs))
        try VisibleAccounts.check(account, for: call)
        return SignInOutcome(signedIn, try await reporter.info(on: account))
    }
}
