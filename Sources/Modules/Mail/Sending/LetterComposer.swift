internal import Domain
internal import MIME

/// Puts a letter into the form that a way out takes.
///
/// It goes as one piece where that fits. Where it does not, files leave it, the largest first, until the rest fits, and
/// travel beside it. A message that its caller composed is never taken apart: that would break its signatures.
struct LetterComposer: Sendable {
    let limits: SendLimits
    let composer: MessageComposer

    /// `unsupported` or `tooLarge` where this form cannot carry it; another one may.
    func compose(
        _ letter: Letter, in form: SubmissionForm
    ) async throws(MailError) -> (message: ComposedMessage, separate: [Enclosure]) {
        guard form.takesEnvelope || !letter.hasOwnEnvelope else {
            throw .unsupported("sender and recipients cannot differ from the message's headers here; SMTP can do that")
        }
        guard form.allows(letter) else {
            throw .unsupported(
                "another name than the account's own cannot stand in From or Sender here: SMTP can do that,"
                    + " and Graph with the permission Mail.ReadWrite")
        }
        switch letter.content {
        case .raw(let raw):
            let message = raw.completed(messageID: letter.stamp.messageID, date: letter.stamp.date)
            guard excess(of: message, in: form) <= 0 else { throw tooLong(form, "a message that is sent as it is") }
            return (message, [])
        case .composition(let composition, let enclosures):
            return try await compose(composition, enclosures, letter, in: form)
        }
    }

    /// How many bytes of uploaded files this takes at most, roughly: the composed message, and once more for the pieces that
    /// it is made of, or for the sender's own copy afterwards. Nothing is read.
    func weight(of letter: Letter, in form: SubmissionForm) -> Int {
        load(letter.enclosures, in: form).uploadedSize * 2
    }

    private func load(_ enclosures: [Enclosure], in form: SubmissionForm) -> Load {
        var load = Load(enclosures)
        if let limit = form.maximumWholeBytes { load.lighten(to: limit) }
        return load
    }

    private func compose(
        _ composition: Composition, _ enclosures: [Enclosure], _ letter: Letter, in form: SubmissionForm
    ) async throws(MailError) -> (ComposedMessage, [Enclosure]) {
        var load = self.load(enclosures, in: form)
        guard load.size <= limits.maximumMessageBytes else { throw limits.messageTooLong }
        while true {
            try check(load.beside, in: form)
            let message = try await compose(composition, load.inside, letter)
            let excess = excess(of: message, in: form)
            guard excess > 0 else { return (message, load.beside) }
            guard form.maximumWholeBytes != nil, !load.inside.isEmpty else { throw tooLong(form) }
            load.lighten(by: excess)
        }
    }

    private func compose(
        _ composition: Composition, _ enclosures: [Enclosure], _ letter: Letter
    ) async throws(MailError) -> ComposedMessage {
        var whole = composition
        var attachments: [AttachmentContent] = []
        for enclosure in enclosures {
            var attachment = enclosure.described
            attachment.content = Base64(try await enclosure.bytes())
            attachments.append(attachment)
        }
        whole.attachments = attachments
        return try MailError.composing { () throws(MIMEError) in
            try composer.compose(
                whole, from: letter.from, date: letter.stamp.date, messageID: letter.stamp.messageID)
        }
    }

    /// How many bytes are too many.
    private func excess(of message: ComposedMessage, in form: SubmissionForm) -> Int {
        let size = message.bytes.count + (form.readsBlindCopies ? message.blindCopyField.count : 0)
        return size - min(form.maximumWholeBytes ?? .max, limits.maximumMessageBytes)
    }

    private func tooLong(
        _ form: SubmissionForm, _ what: String = "the message without its attachments"
    ) -> MailError {
        guard let limit = form.maximumWholeBytes else { return limits.messageTooLong }
        return .tooLarge("\(what) may have at most \(limit) bytes here")
    }

    private func check(_ separate: [Enclosure], in form: SubmissionForm) throws(MailError) {
        guard let largest = separate.map(\.size).max() else { return }
        if let limit = form.maximumSeparateBytes, largest <= limit { return }
        if let hint = form.separateHint { throw .unsupported(hint) }
        guard let limit = form.maximumSeparateBytes else { throw tooLong(form) }
        throw .tooLarge("an attachment is longer than \(limit) bytes")
    }
}

extension SubmissionForm {
    fileprivate func allows(_ letter: Letter) -> Bool {
        guard let authors else { return true }
        return ([letter.from] + [letter.sender].compactMap(\.self))
            .allSatisfy { EmailAddress($0.address).map { authors.contains($0.comparable) } ?? false }
    }
}

/// Which files travel inside the message, and which beside it.
private struct Load {
    private let enclosures: [Enclosure]
    /// By size, the largest last.
    private var candidates: [Int]
    private var moved: Set<Int> = []

    init(_ enclosures: [Enclosure]) {
        self.enclosures = enclosures
        candidates = enclosures.indices.sorted { (enclosures[$0].size, $1) < (enclosures[$1].size, $0) }
    }

    var inside: [Enclosure] { enclosures.indices.filter { !moved.contains($0) }.map { enclosures[$0] } }
    var beside: [Enclosure] { enclosures.indices.filter(moved.contains).map { enclosures[$0] } }
    /// Of what is inside, as it stands in a message.
    var size: Int { candidates.reduce(0) { $0 + encodedSize($1) } }
    /// The same, of what has to be read from the store.
    var uploadedSize: Int { candidates.reduce(0) { $0 + (enclosures[$1].isHeld ? 0 : encodedSize($1)) } }

    /// Before anything is read: whatever is left has a chance to fit.
    mutating func lighten(to limit: Int) {
        lighten(by: size - limit)
    }

    /// At least one, where there is an excess.
    mutating func lighten(by excess: Int) {
        var excess = excess
        while excess > 0, let next = candidates.popLast() {
            moved.insert(next)
            excess -= encodedSize(next)
        }
    }

    private func encodedSize(_ index: Int) -> Int { MessageComposer.encodedSize(ofAttachment: enclosures[index].size) }
}
