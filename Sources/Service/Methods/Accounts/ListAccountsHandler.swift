package import API
package import Broker
internal import Domain
package import JSONRPC
internal import Mail

/// Answers `listAccounts`.
package struct ListAccountsHandler: RPCHandler {
    package typealias Method = ListAccounts
    let accounts: VisibleAccounts
    let reporter: AccountReporter
    let broker: any CredentialBroker

    package init(accounts: VisibleAccounts, reporter: AccountReporter, broker: any CredentialBroker) {
        self.accounts = accounts
        self.reporter = reporter
        self.broker = broker
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let page = try await ListPage.of(
            try await accounts.all(for: call), named: \.id.rawValue, list: Method.name, for: call.party,
            limit: params.limit, cursor: params.cursor, broker: broker)
        var infos: [AccountInfo] = []
        for account in page.elements { infos.append(try await reporter.info(on: account)) }
        return Method.Result(accounts: infos, nextCursor: page.nextCursor)
    }
}
