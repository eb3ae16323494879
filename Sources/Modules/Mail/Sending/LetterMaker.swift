internal import Domain
internal import MIME

/// Checks a request, and finds out by whom and to whom it is.
struct LetterMaker: Sendable {
    let limits: SendLimits
    let clock: any WallClock
    let composer: MessageComposer
    let blobs: any BlobStore

    func letter(_ request: SendRequest, from account: Account) async throws(MailError) -> Letter {
        switch request.content {
        case .composition(let composition): try await composed(composition, request, account)
        case .raw(let bytes): try taken(bytes, request)
        }
    }

    private func composed(
        _ composition: Composition, _ request: SendRequest, _ account: Account
    ) async throws(MailError) -> Letter {
        let from = composition.from ?? NamedAddress(name: account.identity?.name, address: account.address)
        let named = [composition.to, composition.cc, composition.bcc].flatMap { $0 ?? [] }
        let envelope = try Addressing(request, sender: composition.sender ?? from, recipients: named.map(\.address))
            .envelope(upTo: limits.maximumRecipients)
        var given: InternetMessageID?
        if let text = composition.messageId {
            given = InternetMessageID(rawValue: text)
            guard given != nil else {
                throw .invalid(field: "messageId", reason: "not a message identifier such as <a@example.com>")
            }
        }
        try MailError.composing { () throws(MIMEError) in try composer.checkAttachments(of: composition) }
        let enclosures = try await Enclosure.all(of: composition, for: request.owner, from: blobs)
        // Clamped, so that no sum overflows.
        let size = enclosures.reduce(0) { $0 + min($1.size, 1 << 48) }
        guard size <= limits.maximumMessageBytes else { throw limits.messageTooLong }
        var bare = composition
        bare.attachments = nil
        return Letter(
            content: .composition(bare, enclosures),
            stamp: MessageStamp(messageID: given ?? newMessageID(from), date: clock.now()),
            from: from, sender: composition.sender, envelope: envelope.envelope, hasOwnEnvelope: envelope.isOwn)
    }

    private func taken(_ bytes: [UInt8], _ request: SendRequest) throws(MailError) -> Letter {
        guard bytes.count <= limits.maximumMessageBytes else { throw limits.messageTooLong }
        let raw = try MailError.composing { () throws(MIMEError) in try RawMessage.check(bytes) }
        guard let from = raw.from.first else { throw .invalid(field: "raw", reason: "no From field with an address") }
        let envelope = try Addressing(
            request, sender: raw.sender ?? from, recipients: (raw.to + raw.cc + raw.bcc).map(\.address)
        ).envelope(upTo: limits.maximumRecipients)
        return Letter(
            content: .raw(raw),
            stamp: MessageStamp(messageID: raw.messageID ?? newMessageID(from), date: clock.now()),
            from: from, sender: raw.sender, envelope: envelope.envelope, hasOwnEnvelope: envelope.isOwn)
    }

    /// 120 random bits at the sender's own domain.
    private func newMessageID(_ from: NamedAddress) -> InternetMessageID {
        let random = MessageID.random().rawValue.dropFirst(MessageID.prefix.count)
        let domain = EmailAddress(from.address).flatMap { HostName.ascii($0.domain) } ?? "postern.invalid"
        guard let identifier = InternetMessageID(rawValue: "<\(random)@\(domain)>") else {
            preconditionFailure("random letters at a checked domain are an identifier")
        }
        return identifier
    }
}

extension SendLimits {
    var messageTooLong: MailError { .tooLarge("the message is longer than \(maximumMessageBytes) bytes") }
}

extension MailError {
    /// What MIME refuses, in Mail's words.
    static func composing<Result>(_ body: () throws(MIMEError) -> Result) throws(MailError) -> Result {
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
