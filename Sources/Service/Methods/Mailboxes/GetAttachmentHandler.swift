package import API
internal import Domain
package import JSONRPC
package import Mail

/// Answers `getAttachment`.
package struct GetAttachmentHandler: RPCHandler {
    package typealias Method = GetAttachment
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
            try await reader.attachment(params.attachment, of: params.message, of: account.id, request, until: deadline)
        }
        return Method.Result(
            content: Base64(window.content), offset: window.offset, size: window.size, contentId: window.contentID)
    }
}
