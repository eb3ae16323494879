package import API
package import Broker
package import JSONRPC
package import Mail

/// Answers `deleteApp`.
package struct DeleteAppHandler: RPCHandler {
    package typealias Method = DeleteApp
    let broker: any CredentialBroker
    let directory: AccountDirectory

    package init(broker: any CredentialBroker, directory: AccountDirectory) {
        self.broker = broker
        self.directory = directory
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        // The broker knows of grants; which mailboxes an app opens by itself, only Mail does.
        let count = try await askingMail { () throws(MailError) in try await directory.accounts(openedBy: params.app) }
        guard count == 0 else {
            throw RPCError(.conflict, count == 1 ? "it opens one account" : "it opens \(count) accounts")
        }
        try await askingBroker { () throws(BrokerError) in try await broker.deleteApp(params.app) }
        return Method.Result()
    }
}
