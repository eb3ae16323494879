package import API
internal import Domain
package import JSONRPC
package import Mail

/// Answers `getMessage`.
package struct GetMessageHandler: RPCHandler {
    package typealias Method = GetMessage
    let accounts: VisibleAccounts
    let reader: MessageReader
    let limit: TimeLimit

    package init(accounts: VisibleAccounts, reader: MessageReader, limit: TimeLimit) {
        self.accounts = accounts
        self.reader = reader
        self.limit = limit
    }

    /// The longest text given out whole, in bytes of UTF-8; more is read in windows by `getMessageSource`.
    private static let longestText = 8 << 20

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        let textBytes = params.maxTextBytes ?? 1 << 20
        guard (1...Self.longestText).contains(textBytes) else {
            throw .invalid("maxTextBytes", "must be 1 to \(Self.longestText)")
        }
        let reading = MessageReading(
            text: params.text ?? true, html: params.html ?? true, headers: params.headers ?? false,
            maximumTextBytes: textBytes, markSeen: params.markSeen ?? false)
        let account = try await accounts.account(params.account, for: call)
        return Method.Result(
            try await askingMail { () throws(MailError) in
                try await reader.message(params.message, of: account.id, reading, until: deadline)
            })
    }
}
