package import API
internal import Broker
package import JSONRPC

/// Answers `awaitSignIn`.
package struct AwaitSignInHandler: RPCHandler {
    package typealias Method = AwaitSignIn
    let desk: SignInDesk
    let reporter: AccountReporter
    let limit: TimeLimit

    package init(desk: SignInDesk, reporter: AccountReporter, limit: TimeLimit) {
        self.desk = desk
        self.reporter = reporter
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let (signedIn, account) = try await desk.result(
            of: params.state, for: call.party.id, until: try limit.deadline(params.timeoutMs))
        try VisibleAccounts.check(account, for: call)
        return SignInOutcome(signedIn, try await reporter.info(on: account))
    }
}
