internal import API
internal import Domain
internal import JSONRPC
internal import Mail

/// Whom a caller may have signed in.
struct SignInTarget {
    let accounts: VisibleAccounts

    /// A sign-in that names no account may end at any, so it is for callers that see them all. One for a shared mailbox
    /// makes an account of that too, which has to be the caller's like one that he adds.
    func check(
        _ account: AccountID?, mailbox: EmailAddress?, for call: RPCCall
    ) async throws(RPCError) {
        if let mailbox, !call.party.maySee(address: mailbox.description) {
            throw RPCError(
                .forbidden, "this caller may open mailboxes of its own addresses only",
                hint: "name the mailbox in the accounts of this client's entry, or let it see all accounts")
        }
        if let account {
            try await check(try await accounts.account(account, for: call), for: call)
        } else if !call.party.seesEverything {
            throw RPCError(
                .forbidden, "this caller may sign in to its own accounts only",
                hint: "name the account, or let this client see all accounts")
        }
    }

    private func check(_ account: Account, for call: RPCCall) async throws(RPCError) {
        switch account.authentication {
        case .password, .grant: return
        case .borrowed(let lender):
            throw .invalid(
                "account", "it borrows another account's sign-in",
                hint: try await accounts.sees(lender, call)
                    ? "sign in to \(lender)" : "ask the operator: that account is not this caller's")
        case .external:
            throw .invalid("account", "its tokens come from elsewhere", hint: "call verifyAccount")
        case .application:
            throw .invalid("account", "an app opens it without a user", hint: "call verifyAccount, or correct the app")
        }
    }
}
