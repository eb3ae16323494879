package import API
internal import Domain
internal import JSON
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
        let borrowers = params.withBorrowers == true ? Set(try await accounts.all(for: call).map(\.id)) : []
        do throws(MailError) {
            try await directory.remove(account.id, with: borrowers)
        } catch .lent(let borrowers) {
            throw try await conflict(with: borrowers, call)
        } catch {
            throw RPCError(error)
        }
        return Method.Result()
    }

    /// Names those that the caller sees. Nobody deletes others' accounts by deleting his own.
    private func conflict(with borrowers: [AccountID], _ call: RPCCall) async throws(RPCError) -> RPCError {
        let visible = Set(try await accounts.all(for: call).map(\.id))
        let named = borrowers.filter(visible.contains)
        var error = RPCError(MailError.lent(to: borrowers))
        error.details["accounts"] = .array(named.map { .string($0.rawValue) })
        if named.count < borrowers.count {
            error.hint = "not all that borrow it are this caller's: let a client delete it that sees all accounts"
        }
        return error
    }
}
