package import API
package import Broker
internal import Domain
package import JSONRPC
internal import Mail

/// Answers `getAccessToken`.
package struct GetAccessTokenHandler: RPCHandler {
    package typealias Method = GetAccessToken
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
        let account = try await accounts.account(params.account, for: call)
        let demand = TokenDemand(
            resource: params.resource ?? .mail, minimumLifetimeSeconds: params.minimumLifetimeSeconds ?? 60)
        guard account.authentication != .password else {
            throw RPCError(.unsupported, "this account signs in by password and has no tokens")
        }
        try await checkScope(account, of: call)
        let token = try await askingBroker(until: deadline) { () throws(BrokerError) in
            try await accessToken(of: account, demand)
        }
        return Method.Result(
            accessToken: token.credential, expiresAt: token.expiresAt, resource: token.resource)
    }

    /// The token of a mailbox without a sign-in of its own opens more than this mailbox: all that its lender, or its app,
    /// can open.
    private func checkScope(_ account: Account, of call: RPCCall) async throws(RPCError) {
        switch account.authentication {
        case .password, .grant: return
        case .borrowed(let lender): if try await accounts.sees(lender, call) { return }
        case .application, .external: if call.party.seesEverything { return }
        }
        throw RPCError(
            .forbidden, "this token would open mailboxes that are not this caller's",
            hint: "let this client see the lender's account, or all accounts where an app opens the mailbox")
    }

    private func accessToken(of account: Account, _ demand: TokenDemand) async throws(BrokerError) -> AccessToken {
        do throws(BrokerError) {
            return switch account.authentication {
            case .application(let app, let tenant): try await broker.accessToken(as: app, in: tenant, demand)
            case .external(let source):
                try await broker.accessToken(
                    from: ExternalTokenRequest(source: source, account: account.id, username: account.username), demand)
            case .borrowed(let lender): try await broker.accessToken(for: lender, demand)
            case .password, .grant: try await broker.accessToken(for: account.id, demand)
            }
        } catch {
            accounts.directory.note(error, of: account.id)
            throw error
        }
    }
}
