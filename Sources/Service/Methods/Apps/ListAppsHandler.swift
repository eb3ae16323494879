package import API
package import Broker
internal import Domain
package import JSONRPC

/// Answers `listApps`.
package struct ListAppsHandler: RPCHandler {
    package typealias Method = ListApps
    let broker: any CredentialBroker

    package init(broker: any CredentialBroker) { self.broker = broker }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let apps = try await askingBroker { () throws(BrokerError) in try await broker.apps() }
        let page = try await ListPage.of(
            apps, named: \.id.rawValue, list: Method.name, for: call.party, limit: params.limit, cursor: params.cursor,
            broker: broker)
        return Method.Result(apps: page.elements, nextCursor: page.nextCursor)
    }
}
