package import API
package import Broker
package import JSONRPC

/// Answers `unlockVault`.
package struct UnlockVaultHandler: RPCHandler {
    package typealias Method = UnlockVault
    let broker: any CredentialBroker
    /// What can only be done once secrets can be read.
    let opened: @Sendable () async -> Void

    package init(broker: any CredentialBroker, opened: @escaping @Sendable () async -> Void) {
        self.broker = broker
        self.opened = opened
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let status = try await askingBroker { () throws(BrokerError) in
            try await broker.unlockVault(with: params.passphrase)
        }
        await opened()
        return status
    }
}
