package import API
internal import Domain
package import JSONRPC
package import Mail

/// Answers `updateAccount`.
package struct UpdateAccountHandler: RPCHandler {
    package typealias Method = UpdateAccount
    let accounts: VisibleAccounts
    let directory: AccountDirectory
    let reporter: AccountReporter
    let limit: TimeLimit

    package init(
        accounts: VisibleAccounts, directory: AccountDirectory, reporter: AccountReporter, limit: TimeLimit
    ) {
        self.accounts = accounts
        self.directory = directory
        self.reporter = reporter
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        let change = try params.change.change()
        let current = try await accounts.account(params.account, for: call)
        let verifying = params.verify ?? true
        try Self.checkScope(change, of: current, verifying: verifying, call)
        let account = try await askingMail { () throws(MailError) in
            try await directory.update(current.id, change, verifying: verifying, until: deadline)
        }
        return Method.Result(account: try await reporter.info(on: account))
    }

    /// Nobody gets by changing what he was not given: another address has to be the caller's, and so has another mailbox
    /// that credentials open which he does not give himself.
    private static func checkScope(
        _ change: Mail.AccountChange, of account: Account, verifying: Bool, _ call: RPCCall
    ) throws(RPCError) {
        guard !call.party.seesEverything else { return }
        let opened = change.password == nil ? [change.username, change.smtpUsername, change.userPrincipalName] : []
        // An empty one gives back what was the account's before.
        for name in ([change.address?.description] + opened).compactMap(\.self) where !name.isEmpty {
            guard call.party.maySee(address: name) else {
                throw RPCError(
                    .forbidden, "this caller may give an account its own addresses only",
                    hint: "name the address in the accounts of this client's entry, or let it see all accounts")
            }
        }
        guard verifying || opened.allSatisfy({ $0 == nil }) else {
            throw RPCError(
                .forbidden, "this caller may open no other mailbox untried",
                hint: "leave verify out, or let this client see all accounts")
        }
    }
}
