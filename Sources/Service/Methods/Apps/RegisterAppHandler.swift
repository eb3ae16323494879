package import API
package import Broker
package import JSONRPC

/// Answers `registerApp`.
package struct RegisterAppHandler: RPCHandler {
    package typealias Method = RegisterApp
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        try await askingBroker { () throws(BrokerError) in Method.Result(app: try await broker.registerApp(params)) }
    }
}
