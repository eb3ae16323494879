internal import Domain
internal import MIME

/// Makes of a request what the first way out takes that can carry it.
struct DraftMaker: Sendable {
    private let letters: LetterMaker
    private let composer: LetterComposer
    private let room: MessageRoom

    init(
        limits: SendLimits, clock: any WallClock, composer: MessageComposer, blobs: any BlobStore, room: MessageRoom
    ) {
        letters = LetterMaker(limits: limits, clock: clock, composer: composer, blobs: blobs)
        self.composer = LetterComposer(limits: limits, composer: composer)
        self.room = room
    }

    /// Files are read once for it, piece by piece.
    func order(_ request: SendRequest, from account: Account) async throws(MailError) -> SendOrder {
        try check(idempotencyKey: request.idempotencyKey)
        let letter = try await letters.letter(request, from: account)
        return SendOrder(
            request: request, account: account, letter: letter,
            contentHash: try await ContentHash.hash(of: request, letter))
    }

    /// Composes the message when there is room for it, and does something with it; the room is free again afterwards. Where
    /// no way can carry it, what the first one lacks is told.
    func withDraft<Value: Sendable>(
        of order: SendOrder, by backend: Backend, until deadline: Deadline,
        _ body: @Sendable (Draft) async throws(MailError) -> Value
    ) async throws(MailError) -> Value {
        var refusal: MailError?
        for way in try backend.submissions() {
            let weight = composer.weight(of: order.letter, in: way.form)
            let trial = try await room.run(weight, within: backend.room, until: deadline) {
                () throws(MailError) -> Trial<Value> in
                let draft: Draft
                do throws(MailError) {
                    draft = try await self.draft(of: order, by: way)
                } catch {
                    switch error {
                    case .unsupported, .tooLarge: return .refused(error)
                    default: throw error
                    }
                }
                return .done(try await body(draft))
            }
            switch trial {
            case .done(let value): return value
            case .refused(let error): refusal = refusal ?? error
            }
        }
        throw refusal ?? .unsupported("the account has no server to send by")
    }

    private enum Trial<Value: Sendable>: Sendable {
        case done(Value)
        /// This way cannot carry it; another one may.
        case refused(MailError)
    }

    private func draft(of order: SendOrder, by way: any Submission) async throws(MailError) -> Draft {
        let (composed, separate) = try await composer.compose(order.letter, in: way.form)
        return Draft(
            order: order, submission: way, composed: composed,
            message: OutboundMessage(composed, separate, order.letter, in: way.form))
    }

    private func check(idempotencyKey key: String?) throws(MailError) {
        guard let key else { return }
        guard (1...256).contains(key.utf8.count), key.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .invalid(field: "idempotencyKey", reason: "not 1 to 256 printable bytes")
        }
    }
}

extension OutboundMessage {
    fileprivate init(_ composed: ComposedMessage, _ separate: [Enclosure], _ letter: Letter, in form: SubmissionForm) {
        self.init(
            bytes: form.readsBlindCopies ? composed.withBlindCopies : composed.bytes,
            attachments: separate.map(OutboundAttachment.init), envelope: letter.envelope,
            messageID: letter.stamp.messageID, from: letter.from, sender: letter.sender)
    }
}

extension OutboundAttachment {
    fileprivate init(_ enclosure: Enclosure) {
        let described = enclosure.described
        self.init(
            filename: described.filename.flatMap { $0.isEmpty ? nil : $0 },
            contentType: described.contentType ?? "application/octet-stream", isInline: described.inline ?? false,
            contentID: described.contentId, size: enclosure.size, content: enclosure.content)
    }
}
