package import API
internal import Domain
package import JSONRPC
package import Mail

/// Answers `getMessageSource`.
package struct GetMessageSourceHandler: RPCHandler {
    package typealias Method = GetMessageSource
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
        let request = WindowRequest(params.contentId, offset: params.offset, length: params.length)
        let window = try await askingMail { () throws(MailError) in
            try await reader.source(of: params.message, of: account.id, request, until: deadline)
        }
        return Method.Result(
            content: Base64(window.content), offset: window.offset, size: window.size, contentId: window.contentID)
    }
}

extension WindowRequest {
    init(_ contentID: String?, offset: Int?, length: Int?) {
        self.init(contentID: contentID, offset: offset ?? 0, length: length ?? Self.maximumLength)
    }
}
