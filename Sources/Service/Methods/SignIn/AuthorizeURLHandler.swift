package import API
package import Broker
internal import Domain
package import JSONRPC
internal import Mail

/// Answers `authorizeURL`.
package struct AuthorizeURLHandler: RPCHandler {
    package typealias Method = AuthorizeURL
    let broker: any CredentialBroker
    let accounts: VisibleAccounts
    let limit: TimeLimit

    package init(broker: any CredentialBroker, accounts: VisibleAccounts, limit: TimeLimit) {
        self.broker = broker
        self.accounts = accounts
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        try await checkScope(params.account, of: call)
        let request = Method.request(params, from: call.party.id)
        return try await askingBroker(until: deadline) { () throws(BrokerError) in try await broker.beginSignIn(request)
        }
    }

    /// A sign-in that names no account may end at any, so it is for callers that see them all.
    private func checkScope(_ account: AccountID?, of call: RPCCall) async throws(RPCError) {
        if let account {
            try await checkSignIn(to: try await accounts.account(account, for: call), of: call)
        } else if !call.party.seesEverything {
            throw RPCError(
                .forbidden, "this caller may sign in to its own accounts only",
                hint: "name the account, or let this client see all accounts")
        }
    }

    private func checkSignIn(to account: Account, of call: RPCCall) async throws(RPCError) {
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
