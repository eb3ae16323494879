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
        guard case .grant = account.authentication else {
            throw RPCError(.unsupported, "this account signs in by password and has no tokens")
        }
        let demand = TokenDemand(
            resource: params.resource ?? .mail, minimumLifetimeSeconds: params.minimumLifetimeSeconds ?? 60)
        let token = try await askingBroker(until: deadline) { () throws(BrokerError) in
            try await broker.accessToken(for: account.id, demand)
        }
        return Method.Result(
            accessToken: token.credential, expiresAt: token.expiresAt, resource: token.resource)
    }
}
