package import API
package import Broker
package import JSONRPC

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
        try await SignInTarget(accounts: accounts).check(params.account, mailbox: params.mailbox, for: call)
        let request = Method.request(params, from: call.party.id)
        return try await askingBroker(until: deadline) { () throws(BrokerError) in try await broker.beginSignIn(request)
        }
    }
}
