package import API
package import Broker
package import JSONRPC

/// Answers `updateApp`.
package struct UpdateAppHandler: RPCHandler {
    package typealias Method = UpdateApp
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        try await askingBroker { () throws(BrokerError) in
            Method.Result(app: try await broker.updateApp(params.app, params.change))
        }
    }
}
