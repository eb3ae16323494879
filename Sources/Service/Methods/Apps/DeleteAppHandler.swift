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
        try await askingMail { () throws(MailError) in
            try await directory.delete(params.app) { () throws(MailError) in
                do throws(BrokerError) { try await broker.deleteApp(params.app) } catch { throw .credential(error) }
            }
        }
        return Method.Result()
    }
}
