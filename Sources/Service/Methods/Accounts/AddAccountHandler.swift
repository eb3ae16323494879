package import API
package import JSONRPC
package import Mail

/// Answers `addAccount`.
package struct AddAccountHandler: RPCHandler {
    package typealias Method = AddAccount
    let directory: AccountDirectory
    let reporter: AccountReporter
    let limit: TimeLimit

    package init(directory: AccountDirectory, reporter: AccountReporter, limit: TimeLimit) {
        self.directory = directory
        self.reporter = reporter
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        let account = try await askingMail { () throws(MailError) in
            try await directory.add(
                params.settings.account, password: params.settings.keptPassword, verifying: params.verify ?? true,
                until: deadline)
        }
        return Method.Result(account: try await reporter.info(on: account))
    }
}
