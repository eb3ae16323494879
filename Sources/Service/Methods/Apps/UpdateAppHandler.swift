package import API
package import Broker
package import JSONRPC
package import Mail

/// Answers `updateApp`.
package struct UpdateAppHandler: RPCHandler {
    package typealias Method = UpdateApp
    let broker: any CredentialBroker
    let directory: AccountDirectory
    let backends: Backends

    package init(broker: any CredentialBroker, directory: AccountDirectory, backends: Backends) {
        self.broker = broker
        self.directory = directory
        self.backends = backends
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let app = try await askingBroker { () throws(BrokerError) in
            try await broker.updateApp(params.app, params.change)
        }
        // A change may void the app's grants: nothing goes on over connections that these opened.
        let accounts = try await askingMail { () throws(MailError) in try await directory.accounts() }
        for account in accounts where account.authentication == .grant(app.id) { await backends.drop(account.id) }
        return Method.Result(app: app)
    }
}
