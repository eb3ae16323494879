package import API
package import Broker
package import JSONRPC

/// Answers `listProviders`.
package struct ListProvidersHandler: RPCHandler {
    package typealias Method = ListProviders
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        Method.Result(providers: await broker.providers())
    }
}
