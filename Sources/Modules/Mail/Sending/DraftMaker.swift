internal import Domain
internal import MIME

/// Makes of a request what the first way out takes that can carry it.
struct DraftMaker: Sendable {
    private let letters: LetterMaker
    private let composer: LetterComposer

    init(limits: SendLimits, clock: any WallClock, composer: MessageComposer, blobs: any BlobStore) {
        letters = LetterMaker(limits: limits, clock: clock, composer: composer, blobs: blobs)
        self.composer = LetterComposer(limits: limits, composer: composer)
    }

    func draft(
        _ request: SendRequest, from account: Account, by ways: [any Submission]
    ) async throws(MailError) -> Draft {
        try check(idempotencyKey: request.idempotencyKey)
        let letter = try await letters.letter(request, from: account, stamp: nil)
        let (submission, composed, message) = try await composed(letter, by: ways)
        return Draft(
            request: request, account: account, contentHash: try await ContentHash.hash(of: request, letter),
            stamp: letter.stamp, submission: submission, composed: composed, message: message)
    }

    /// The same message once more, for whichever way out can carry it now. The journal keeps what makes it the same,
    /// `Message-ID` and date; all else came with the request again, or its hash would be another. That way nothing has
    /// to be kept that was composed for another form, with another's fields and without another's files.
    func draft(again draft: Draft, as stamp: MessageStamp, by ways: [any Submission]) async throws(MailError) -> Draft {
        let letter = try await letters.letter(draft.request, from: draft.account, stamp: stamp)
        let (submission, composed, message) = try await composed(letter, by: ways)
        return Draft(
            request: draft.request, account: draft.account, contentHash: draft.contentHash, stamp: letter.stamp,
            submission: submission, composed: composed, message: message)
    }

    /// Where no way can carry it, what the first one lacks is told.
    private func composed(
        _ letter: Letter, by ways: [any Submission]
    ) async throws(MailError) -> (any Submission, ComposedMessage, OutboundMessage) {
        var refusal: MailError?
        for way in ways {
            do throws(MailError) {
                let (composed, separate) = try await composer.compose(letter, in: way.form)
                return (way, composed, OutboundMessage(composed, separate, letter, in: way.form))
            } catch {
                switch error {
                case .unsupported, .tooLarge: refusal = refusal ?? error
                default: throw error
                }
            }
        }
        throw refusal ?? .unsupported("the account has no server to send by")
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
