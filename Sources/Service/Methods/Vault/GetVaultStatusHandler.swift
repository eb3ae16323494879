package import API
package import Broker
package import JSONRPC

/// Answers `getVaultStatus`.
package struct GetVaultStatusHandler: RPCHandler {
    package typealias Method = GetVaultStatus
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        await broker.vaultStatus()
    }
}
