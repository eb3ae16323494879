package import API
package import Broker
package import JSONRPC
internal import Mail

/// Answers `getHealth`, whatever state the vault is in.
package struct GetHealthHandler: RPCHandler {
    package typealias Method = GetHealth
    let broker: any CredentialBroker
    let accounts: VisibleAccounts
    let reporter: AccountReporter
    /// What the daemon could not set up, for people: fixed at start.
    let complaints: [String]

    package init(
        broker: any CredentialBroker, accounts: VisibleAccounts, reporter: AccountReporter, complaints: [String]
    ) {
        self.broker = broker
        self.accounts = accounts
        self.reporter = reporter
        self.complaints = complaints
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let vault = await broker.vaultStatus()
        guard vault.state == .open else {
            return Method.Result(
                status: vault.state == .uninitialized ? .uninitialized : .sealed,
                reasons: [vault.detail].compactMap { $0 } + complaints, vault: vault.state, accounts: [])
        }
        var health: [AccountHealth] = []
        for account in try await accounts.all(for: call) {
            health.append(AccountHealth(account: account.id, state: try await reporter.state(of: account).state))
        }
        let apps = try await askingBroker { () throws(BrokerError) in try await broker.apps() }
        let faults =
            complaints + apps.compactMap(\.fault)
            + health.filter { !$0.state.isFine }.map { "\($0.account): \($0.state.rawValue)" }
        return Method.Result(
            status: faults.isEmpty ? .ready : .degraded, reasons: faults + apps.flatMap(\.notices), vault: vault.state,
            accounts: health)
    }
}

extension App {
    /// Why nothing of it works.
    fileprivate var fault: String? { failure.map { "\(label): \($0.hint)" } }

    /// What works still, and will not for long, or only because there is another credential.
    fileprivate var notices: [String] {
        let refused =
            failure == nil
            ? credentials.compactMap { credential in
                credential.refusal.map { "\(label): \(credential.id) is refused: \($0.hint)" }
            } : []
        return refused + warnings.map { "\(label): \($0)" }
    }

    private var label: String { "\(id) (\(name))" }
}

extension AccountReadiness {
    /// Whether nobody has to look.
    fileprivate var isFine: Bool { self == .ready || self == .unknown }
}
