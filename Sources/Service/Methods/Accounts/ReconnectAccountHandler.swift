package import API
package import Broker
internal import Domain
package import JSONRPC
package import Mail

/// Answers `reconnectAccount`.
package struct ReconnectAccountHandler: RPCHandler {
    package typealias Method = ReconnectAccount
    let broker: any CredentialBroker
    let accounts: VisibleAccounts
    let directory: AccountDirectory
    let reporter: AccountReporter
    let limit: TimeLimit

    package init(
        broker: any CredentialBroker, accounts: VisibleAccounts, directory: AccountDirectory, reporter: AccountReporter,
        limit: TimeLimit
    ) {
        self.broker = broker
        self.accounts = accounts
        self.directory = directory
        self.reporter = reporter
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let account = try await accounts.account(params.account, for: call)
        let deadline = try limit.deadline(params.timeoutMs)
        do throws(BrokerError) { try await tryAgain(account) } catch { throw RPCError(error) }
        try await askingMail { () throws(MailError) in try await directory.reconnect(account.id, until: deadline) }
        return Method.Result(account: try await reporter.info(on: try await accounts.account(account.id, for: call)))
    }

    /// Whatever the provider refused before, to whoever opens the mailbox.
    private func tryAgain(_ account: Account) async throws(BrokerError) {
        switch account.authentication {
        case .grant, .external: try await broker.tryAgain(account.id)
        case .borrowed(let lender): try await broker.tryAgain(lender)
        case .application(let app, let tenant): try await broker.tryAgain(as: app, in: tenant)
        case .password: break
        }
    }
}
