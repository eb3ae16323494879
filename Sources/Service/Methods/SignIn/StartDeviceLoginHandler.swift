package import API
package import Broker
package import JSONRPC

/// Answers `startDeviceLogin`.
package struct StartDeviceLoginHandler: RPCHandler {
    package typealias Method = StartDeviceLogin
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
        let request = DeviceLoginRequest(
            app: params.app, account: params.account, expectedEmail: params.expectedEmail, mailbox: params.mailbox,
            context: params.context, caller: call.party.id)
        return try await askingBroker(until: deadline) { () throws(BrokerError) in
            try await broker.beginDeviceLogin(request)
        }
    }
}
