package import API
package import JSONRPC
package import Mail

/// Answers `listMailboxes`.
package struct ListMailboxesHandler: RPCHandler {
    package typealias Method = ListMailboxes
    let accounts: VisibleAccounts
    let reader: MessageReader
    let limit: TimeLimit

    package init(accounts: VisibleAccounts, reader: MessageReader, limit: TimeLimit) {
        self.accounts = accounts
        self.reader = reader
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        let account = try await accounts.account(params.account, for: call)
        let mailboxes = try await askingMail { () throws(MailError) in
            try await reader.mailboxes(
                of: account.id,
                MailboxListing(counts: params.counts ?? false, includesHidden: params.hidden ?? false),
                until: deadline)
        }
        return Method.Result(mailboxes: mailboxes)
    }
}
