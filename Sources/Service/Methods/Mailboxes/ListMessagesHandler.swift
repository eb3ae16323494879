package import API
internal import Domain
package import JSONRPC
package import Mail

/// Answers `listMessages`.
package struct ListMessagesHandler: RPCHandler {
    package typealias Method = ListMessages
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
        let list = try await askingMail { () throws(MailError) in
            try await reader.list(ListRequest(params, of: account.id), until: deadline)
        }
        let fields = params.fields.map(Set.init)
        return Method.Result(
            messages: list.messages.map { MessageListItem($0, selecting: fields) }, nextCursor: list.nextCursor,
            total: list.total)
    }
}

extension ListRequest {
    fileprivate init(_ params: ListMessages.Params, of account: AccountID) {
        self.init(
            account: account, mailbox: params.mailbox ?? "INBOX", limit: params.limit ?? ListLimits.usual,
            cursor: params.cursor,
            filter: MessageFilter(unseenOnly: params.unseen ?? false, since: params.since, before: params.before),
            includesPreview: params.include?.contains(.preview) ?? false,
            includesTotal: params.include?.contains(.total) ?? false, fields: params.fields.map(Set.init))
    }
}
