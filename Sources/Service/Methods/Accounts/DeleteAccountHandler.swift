package import API
package import JSONRPC
package import Mail

/// Answers `deleteAccount`.
package struct DeleteAccountHandler: RPCHandler {
    package typealias Method = DeleteAccount
    let accounts: VisibleAccounts
    let directory: AccountDirectory

    package init(accounts: VisibleAccounts, directory: AccountDirectory) {
        self.accounts = accounts
        self.directory = directory
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let account = try await accounts.account(params.account, for: call)
        try await askingMail { () throws(MailError) in try await directory.remove(account.id) }
        return Method.Result()
    }
}
