package import API
package import Broker
package import JSONRPC

/// Answers `getApp`.
package struct GetAppHandler: RPCHandler {
    package typealias Method = GetApp
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        try await askingBroker { () throws(BrokerError) in Method.Result(app: try await broker.app(params.app)) }
    }
}
