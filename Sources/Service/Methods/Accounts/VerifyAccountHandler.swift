package import API
internal import Domain
package import JSONRPC
package import Mail

/// Answers `verifyAccount`.
package struct VerifyAccountHandler: RPCHandler {
    package typealias Method = VerifyAccount
    let accounts: VisibleAccounts
    let directory: AccountDirectory
    let limit: TimeLimit

    package init(accounts: VisibleAccounts, directory: AccountDirectory, limit: TimeLimit) {
        self.accounts = accounts
        self.directory = directory
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        let check =
            switch params.subject {
            case .account(let id): try await check(try await accounts.account(id, for: call).id, until: deadline)
            case .settings(let settings): try await check(settings, until: deadline)
            }
        func result(_ service: MailServiceKind) -> ServiceCheck? { check.results[service].map { ServiceCheck($0) } }
        return Method.Result(imap: result(.imap), smtp: result(.smtp), graph: result(.graph))
    }

    private func check(_ account: AccountID, until deadline: Deadline) async throws(RPCError) -> AccountCheck {
        try await askingMail { () throws(MailError) in try await directory.check(account, until: deadline) }
    }

    private func check(_ settings: API.AccountSettings, until deadline: Deadline) async throws(RPCError) -> AccountCheck
    {
        try await askingMail { () throws(MailError) in
            try await directory.check(settings.account, password: settings.keptPassword, until: deadline)
        }
    }
}

extension ServiceCheck {
    /// What trying one server showed.
    fileprivate init(_ result: Result<Void, MailError>) {
        switch result {
        case .success: self.init(ok: true)
        case .failure(let error):
            let error = RPCError(error)
            self.init(
                ok: false, error: ServiceFailure(kind: error.kind, message: error.message, hint: error.hint))
        }
    }
}
