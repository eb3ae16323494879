internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Attaches to drafts, in one request, and takes away (reference sheet §C5).
enum AttachmentWriting {
    static func create(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let json = try RequestBody.object(call.request, facts: call.facts)
        let input = AttachmentInput(facts: call.facts, now: call.now)
        // Read once before the mailbox is locked: refusals cost nobody anything.
        let attachment = try input.attachment(json, number: 1)
        let (message, attached) = try attach(
            attachment, in: call.mailbox, facts: call.facts, at: call.now
        ) { (state) throws(GraphError) in try call.message(in: state) }
        return .graph(AttachmentJSON(call, message).entity(attached), status: 201)
    }

    /// Gives the attachment a number of its own and puts it behind the others.
    static func attach(
        _ attachment: LetterAttachment, in mailbox: Tenant.Mailbox, facts: FactSheet, at now: Timestamp,
        _ find: (MailboxState) throws(GraphError) -> StoredMessage
    ) throws(GraphError) -> (StoredMessage, LetterAttachment) {
        try mailbox.change { (state) throws(GraphError) in
            let message = try find(state)
            guard message.isDraft || !facts[Facts.draftOnlyProperties] else { throw GraphError.notADraft }
            var letter = state.letter(of: message)
            guard letter.attachments.count < 250 else {
                throw GraphError.argument("A message has at most 250 attachments.")
            }
            let numbered = attachment.numbered(letter.nextAttachmentNumber)
            letter.attachments.append(numbered)
            letter.arrived = nil
            let changed = letter
            let new = try GraphError.translating(facts) { () throws(MailboxError) in
                try state.update(message.number, at: now) { $0.content = .written(changed) }
            }
            return (new, numbered)
        }
    }

    static func delete(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let now = call.now
        try call.change { (state) throws(GraphError) in
            let message = try call.message(in: state)
            let number = try call.ids.attachment(call["attachment"], of: message)
            var letter = state.letter(of: message)
            guard let index = letter.attachments.firstIndex(where: { $0.number == number }) else {
                throw GraphError.attachmentNotFound
            }
            guard message.isDraft || !call.facts[Facts.draftOnlyProperties] else { throw GraphError.notADraft }
            letter.attachments.remove(at: index)
            letter.arrived = nil
            let changed = letter
            _ = try call.translating { () throws(MailboxError) in
                try state.update(message.number, at: now) { $0.content = .written(changed) }
            }
        }
        return .empty(204)
    }
}

extension LetterAttachment {
    /// The same under another number.
    func numbered(_ number: UInt32) -> LetterAttachment {
        var copy = LetterAttachment(
            number: number, name: name, contentType: contentType, modifiedAt: modifiedAt, kind: kind)
        copy.isInline = isInline
        copy.contentID = contentID
        return copy
    }
}
