package import API
internal import Broker
internal import Domain
package import JSONRPC
package import Mail

/// Answers `addAccount`.
package struct AddAccountHandler: RPCHandler {
    package typealias Method = AddAccount
    let accounts: VisibleAccounts
    let directory: AccountDirectory
    let reporter: AccountReporter
    let limit: TimeLimit

    package init(
        accounts: VisibleAccounts, directory: AccountDirectory, reporter: AccountReporter, limit: TimeLimit
    ) {
        self.accounts = accounts
        self.directory = directory
        self.reporter = reporter
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        let verifying = params.verify ?? true
        try await checkScope(params.subject, verifying: verifying, of: call)
        let account = try await askingMail { () throws(MailError) in
            switch params.subject {
            case .password(let settings):
                try await directory.add(
                    settings.account, password: settings.keptPassword, verifying: verifying, until: deadline)
            case .borrowed(let lender, let settings):
                try await directory.add(
                    settings.account, borrowingFrom: lender, verifying: verifying, until: deadline)
            case .external(let source, let settings):
                try await directory.add(settings.account, fedBy: source, verifying: verifying, until: deadline)
            case .application(let app, let tenant, let settings):
                try await directory.add(
                    settings.account, openedBy: app, in: tenant, verifying: verifying, until: deadline)
            }
        }
        return Method.Result(account: try await reporter.info(on: account))
    }

    /// Nobody gets by adding what he was not given: a lender has to be the caller's, and so has the address. Where others'
    /// credentials open the mailbox, only its servers can say that the address is the mailbox's own.
    private func checkScope(
        _ subject: Method.Params.Subject, verifying: Bool, of call: RPCCall
    ) async throws(RPCError) {
        let address: EmailAddress
        switch subject {
        case .password(let settings): return try Self.checkScope(settings.address.description, of: call)
        case .borrowed(let lender, let settings):
            _ = try await accounts.account(lender, for: call)
            address = settings.mailbox
        case .application(_, _, let settings): address = settings.mailbox
        case .external(_, let settings):
            address = settings.address
            // The source goes by the user name: whoever could choose it freely could read anybody's mail.
            if let username = settings.username { try Self.checkScope(username, of: call) }
            guard settings.imap == nil && settings.smtp == nil || call.party.seesEverything else {
                throw RPCError(
                    .forbidden, "this caller may not choose the servers that a token source's tokens are shown to",
                    hint: "name a cloud in place of imap and smtp, or let this client see all accounts")
            }
        }
        try Self.checkScope(address.description, of: call)
        guard verifying || call.party.seesEverything else {
            throw RPCError(
                .forbidden, "this caller may add no mailbox of that kind untried",
                hint: "leave verify out, or let this client see all accounts")
        }
    }

    private static func checkScope(_ address: String, of call: RPCCall) throws(RPCError) {
        guard call.party.maySee(address: address) else {
            throw RPCError(
                .forbidden, "this caller may add accounts of its own addresses only",
                hint: "name the address in the accounts of this client's entry, or let it see all accounts")
        }
    }
}
