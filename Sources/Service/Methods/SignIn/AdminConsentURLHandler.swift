package import API
package import Broker
package import JSONRPC

/// Answers `adminConsentURL`.
package struct AdminConsentURLHandler: RPCHandler {
    package typealias Method = AdminConsentURL
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let request = AdminConsentRequest(
            app: params.app, tenant: params.tenant, resource: params.resource, withoutUser: params.withoutUser ?? false,
            sharedMailboxes: params.sharedMailboxes ?? false, redirectURL: params.redirectURL, caller: call.party.id)
        return try await askingBroker { () throws(BrokerError) in try await broker.beginAdminConsent(request) }
    }
}
