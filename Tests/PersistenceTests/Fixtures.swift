import Domain
import Mail

extension AccountID {
    static let ann = AccountID(unchecked: "acc_ann")
    static let bob = AccountID(unchecked: "acc_bob")
}

extension Account {
    /// One with everything in it that can be stored.
    static func full(_ id: AccountID) -> Account {
        Account(
            id: id, name: "Ann \u{1F4EB}", address: "ann@example.com", username: "ann@tenant.example",
            authentication: .grant(AppID(unchecked: "app_1")),
            identity: Identity(tenant: "t", subject: "s", username: "u", email: "e@example.com", name: "n"),
            imap: ServerAddress(host: "imap.example.com", port: 993, security: .tls),
            smtp: ServerAddress(host: "smtp.example.com", port: 587, security: .startTLS), sentCopy: .always,
            roleOverrides: [.sent: "Gesendet", .trash: "Papierkorb"],
            createdAt: Timestamp(secondsSince1970: 1_795_000_000))
    }

    static func plain(_ id: AccountID) -> Account {
        Account(
            id: id, address: "b@example.com", username: "b", authentication: .password,
            createdAt: Timestamp(secondsSince1970: 0))
    }
}

extension SendEntry {
    static func made(
        _ id: String, for account: AccountID = .ann, key: String? = nil, state: SendState = .accepted,
        at second: Int64 = 1, way: MailServiceKind = .graph, contentHash: [UInt8] = [1, 2, 3],
        requestHash: [UInt8]? = [4, 5, 6]
    ) -> SendEntry {
        let addresses = ["ann@example.com", "bob@example.org", "josé@münchen.example"].compactMap(EmailAddress.init)
        guard let messageID = InternetMessageID(rawValue: "<\(id)@example.com>") else {
            preconditionFailure("\(id) does not fit into a Message-ID")
        }
        return SendEntry(
            id: id, account: account, idempotencyKey: key, contentHash: contentHash,
            requestHash: requestHash, messageID: messageID,
            envelope: Envelope(sender: addresses[0], recipients: addresses, requireAllRecipients: true),
            way: way, createdAt: Timestamp(secondsSince1970: second), state: state)
    }
}

extension SendState {
    static let results = [
        RecipientResult(index: 0, accepted: true, reply: ServerReply(code: 250, enhancedCode: "2.1.5", text: "ok")),
        RecipientResult(index: 1, accepted: false, reply: ServerReply(code: 550, text: "no such user")),
    ]
    static let delivered = SendState.sent(
        SubmissionReceipt(
            reply: ServerReply(code: 250, enhancedCode: "2.0.0", text: "queued as 1"), queueID: "1", recipients: results
        ))
    static let refused = SendState.failed(
        SendFailure(isTemporary: false, recipients: results, reply: results[1].reply, reason: "refused"))
    static let delayed = SendState.failed(SendFailure(isTemporary: true, reason: "try later"))
}
