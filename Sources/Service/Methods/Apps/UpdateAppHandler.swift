package import API
package import Broker
package import JSONRPC
package import Mail

/// Answers `updateApp`.
package struct UpdateAppHandler: RPCHandler {
    package typealias Method = UpdateApp
    let broker: any CredentialBroker
    let directory: AccountDirectory

    package init(broker: any CredentialBroker, directory: AccountDirectory) {
        self.broker = broker
        self.directory = directory
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let (before, app) = try await askingBroker { () throws(BrokerError) in
            (try await broker.app(params.app), try await broker.updateApp(params.app, params.change))
        }
        if app.isAnother(than: before) {
            try await askingMail { () throws(MailError) in try await directory.appChanged(app.id) }
        }
        return Method.Result(app: app)
    }
}

extension App {
    /// Whether more is new than what people call it.
    fileprivate func isAnother(than before: App) -> Bool {
        var renamed = before
        renamed.name = name
        return self != renamed
    }
}
