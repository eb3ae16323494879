package import API
internal import Broker
internal import Domain
package import JSONRPC
package import Mail

/// Answers `sendMessage`.
package struct SendMessageHandler: RPCHandler {
    package typealias Method = SendMessage
    let accounts: VisibleAccounts
    let sender: Sender
    let limit: TimeLimit

    package init(accounts: VisibleAccounts, sender: Sender, limit: TimeLimit) {
        self.accounts = accounts
        self.sender = sender
        self.limit = limit
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let deadline = try limit.deadline(params.timeoutMs)
        let account = try await accounts.account(params.account, for: call)
        let request = try SendRequest(params, from: account.id, owner: call.party.id)
        return Method.Result(
            try await askingMail { () throws(MailError) in try await sender.send(request, until: deadline) })
    }
}

extension SendRequest {
    /// A whole message, or what to make one from: never both.
    fileprivate init(
        _ params: SendMessage.Params, from account: AccountID, owner: CallerID
    ) throws(RPCError) {
        let content: Content
        if let raw = params.raw {
            guard params.composition == Composition() else {
                throw .invalid("raw", "goes with account, envelope and the options of sending only")
            }
            content = .raw(raw.bytes)
        } else {
            content = .composition(params.composition)
        }
        self.init(
            account: account, owner: owner, content: content,
            envelopeSender: params.envelope?.from.description,
            envelopeRecipients: params.envelope?.to.map(\.description),
            requireAllRecipients: params.requireAllRecipients ?? false, idempotencyKey: params.idempotencyKey)
    }
}

extension SendMessage.Result {
    fileprivate init(_ result: SendResult) {
        self.init(
            messageId: result.messageID.rawValue, outcome: .sent, queueId: result.receipt.queueID,
            reply: result.receipt.reply.text,
            recipients: result.receipt.recipients.map { recipient in
                RecipientOutcome(
                    index: recipient.index, accepted: recipient.accepted, status: recipient.reply.code,
                    code: recipient.reply.enhancedCode, reply: recipient.reply.text)
            },
            sentCopy: API.SentCopyOutcome(result.sentCopy), replayed: result.sentCopy == nil)
    }
}

extension API.SentCopyOutcome {
    fileprivate init(_ outcome: Mail.SentCopyOutcome?) {
        switch outcome {
        case .filedByServer: self = .server
        case .filed: self = .appended
        case .underWay: self = .pending
        case .failed: self = .failed
        case .notWanted: self = .none
        case nil: self = .unknown
        }
    }
}
