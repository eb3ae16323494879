package import API
package import JSONRPC

/// Answers `getAccount`.
package struct GetAccountHandler: RPCHandler {
    package typealias Method = GetAccount
    let accounts: VisibleAccounts
    let reporter: AccountReporter

    package init(accounts: VisibleAccounts, reporter: AccountReporter) {
        self.accounts = accounts
        self.reporter = reporter
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let account = try await accounts.account(params.account, for: call)
        return Method.Result(account: try await reporter.info(on: account))
    }
}
