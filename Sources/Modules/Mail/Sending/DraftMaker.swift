internal import Domain
internal import MIME

/// Checks a request and makes the message of it.
struct DraftMaker: Sendable {
    let limits: SendLimits
    let clock: any WallClock
    let composer: MessageComposer

    func draft(_ request: SendRequest, from account: Account) throws(MailError) -> Draft {
        try check(idempotencyKey: request.idempotencyKey)
        let (message, messageID, envelope) =
            switch request.content {
            case .composition(let composition): try composed(composition, request, account)
            case .raw(let bytes): try taken(bytes, request)
            }
        guard message.bytes.count <= limits.maximumMessageBytes else {
            throw .tooLarge("the message is longer than \(limits.maximumMessageBytes) bytes")
        }
        return Draft(
            account: account, idempotencyKey: request.idempotencyKey, contentHash: try ContentHash.hash(of: request),
            message: message, messageID: messageID, envelope: envelope)
    }

    private func composed(
        _ composition: Composition, _ request: SendRequest, _ account: Account
    ) throws(MailError) -> (ComposedMessage, InternetMessageID, Envelope) {
        let from = composition.from ?? NamedAddress(name: account.identity?.name, address: account.address)
        let named = [composition.to, composition.cc, composition.bcc].flatMap { $0 ?? [] }
        let envelope = try envelope(
            request, sender: composition.sender ?? from, recipients: named.map(\.address))
        let messageID: InternetMessageID
        if let text = composition.messageId {
            guard let given = InternetMessageID(rawValue: text) else {
                throw .invalid(field: "messageId", reason: "not a message identifier such as <a@example.com>")
            }
            messageID = given
        } else {
            messageID = newMessageID(from)
        }
        let message = try mapped { () throws(MIMEError) in
            try composer.compose(composition, from: from, date: clock.now(), messageID: messageID)
        }
        return (message, messageID, envelope)
    }

    private func taken(
        _ bytes: [UInt8], _ request: SendRequest
    ) throws(MailError) -> (ComposedMessage, InternetMessageID, Envelope) {
        guard bytes.count <= limits.maximumMessageBytes else {
            throw .tooLarge("the message is longer than \(limits.maximumMessageBytes) bytes")
        }
        let raw = try mapped { () throws(MIMEError) in try RawMessage.check(bytes) }
        let recipients = (raw.to + raw.cc + raw.bcc).map(\.address)
        let envelope = try envelope(request, sender: raw.sender ?? raw.from.first, recipients: recipients)
        let messageID = raw.messageID ?? newMessageID(raw.from.first)
        return (raw.completed(messageID: messageID, date: clock.now()), messageID, envelope)
    }

    private func envelope(
        _ request: SendRequest, sender: NamedAddress?, recipients: [String]
    ) throws(MailError) -> Envelope {
        guard let sender = EmailAddress(request.envelopeSender ?? sender?.address ?? "") else {
            throw .invalid(
                field: request.envelopeSender == nil ? "from" : "envelopeSender", reason: "not a mail address")
        }
        var addresses: [EmailAddress] = []
        var seen: Set<EmailAddress> = []
        for text in request.envelopeRecipients ?? recipients {
            guard let address = EmailAddress(text) else {
                throw .invalid(field: "recipients", reason: "not a mail address")
            }
            if seen.insert(address).inserted { addresses.append(address) }
        }
        guard !addresses.isEmpty else { throw .invalid(field: "to", reason: "nobody would get the message") }
        guard addresses.count <= limits.maximumRecipients else {
            throw .tooLarge("more than \(limits.maximumRecipients) recipients")
        }
        return Envelope(
            sender: sender, recipients: addresses, requireAllRecipients: request.requireAllRecipients)
    }

    /// 120 random bits at the sender's own domain.
    private func newMessageID(_ from: NamedAddress?) -> InternetMessageID {
        let random = MessageID.random().rawValue.dropFirst(MessageID.prefix.count)
        let domain =
            from.flatMap { EmailAddress($0.address) }.flatMap { HostName.ascii($0.domain) } ?? "postern.invalid"
        guard let identifier = InternetMessageID(rawValue: "<\(random)@\(domain)>") else {
            preconditionFailure("random letters at a checked domain are an identifier")
        }
        return identifier
    }

    private func check(idempotencyKey key: String?) throws(MailError) {
        guard let key else { return }
        guard (1...256).contains(key.utf8.count), key.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .invalid(field: "idempotencyKey", reason: "not 1 to 256 printable bytes")
        }
    }

    private func mapped<Result>(_ body: () throws(MIMEError) -> Result) throws(MailError) -> Result {
        do throws(MIMEError) {
            return try body()
        } catch {
            switch error {
            case .invalid(let field, let reason): throw .invalid(field: field, reason: reason)
            case .tooComplex(let reason): throw .tooLarge(reason)
            }
        }
    }
}
