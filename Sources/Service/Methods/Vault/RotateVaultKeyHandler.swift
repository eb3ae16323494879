package import API
package import Broker
package import JSONRPC

/// Answers `rotateVaultKey`.
package struct RotateVaultKeyHandler: RPCHandler {
    package typealias Method = RotateVaultKey
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        try await askingBroker { () throws(BrokerError) in try await broker.rotateVaultKey() }
    }
}
