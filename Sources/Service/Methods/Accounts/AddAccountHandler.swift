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
        let verifying = params.verify ?? true
        let account = try await askingMail { () throws(MailError) in
            switch params.subject {
            case .password(let settings):
                try await directory.add(
                    settings.account, password: settings.keptPassword, verifying: verifying, until: deadline)
            case .borrowed(let lender, let settings):
                try await directory.add(
                    settings.account, borrowingFrom: lender, verifying: verifying, until: deadline)
            case .application(let app, let settings):
                try await directory.add(settings.account, openedBy: app, verifying: verifying, until: deadline)
            }
        }
        return Method.Result(account: try await reporter.info(on: account))
    }
}
