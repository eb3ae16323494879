internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Sends mail: from nothing, or a draft (reference sheet §C7). 202 means that the post office has it.
enum Sending {
    static func sendMail(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        switch try RequestBody(call.request, facts: call.facts) {
        case .mime(let bytes): try submit(try letter(bytes, call), call, savesCopy: true)
        case .json(let json):
            let parameters = try ActionParameters(json, of: "sendMail", allowed: ["message", "saveToSentItems"])
            guard let message = parameters["message"] else { throw .missingProperty("Message") }
            var editor = MessageEditor(
                facts: call.facts, stage: .creation, now: call.now,
                fields: MessageFields(.blank(at: call.now, from: nil)))
            try editor.apply(message)
            var letter = editor.fields.letter
            letter.joinConversation()
            let saves = try PropertyReader.bool(parameters["saveToSentItems"] ?? true, "saveToSentItems")
            try submit(letter, call, savesCopy: saves)
        }
        return .empty(202)
    }

    /// The From of MIME is the mailbox, whatever it says (reference sheet §C7).
    private static func letter(_ bytes: [UInt8], _ call: MailboxCall) throws(GraphError) -> Letter {
        var letter = try MessageCreation.letter(bytes, call)
        if call.facts[Facts.mimeFromIgnored] {
            (letter.from, letter.sender) = (call.owner.namedAddress, call.owner.namedAddress)
        }
        if !call.facts[Facts.mimeBccSends] { letter.bcc = [] }
        return letter
    }

    static func sendDraft(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let draft = try call.message(in: call.state)
        guard draft.isDraft else { throw .notADraft }
        var letter = call.mailbox.letter(of: draft)
        letter.sentAt = call.now
        try submit(letter, call, savesCopy: true, draft: draft.number)
        if let original = call.door.replies.take(.init(mailbox: call.owner.id, message: draft.number)) {
            mark(original.message, original.verb, call)
        }
        return .empty(202)
    }

    /// Hands a letter to the post office, which judges whether it may be sent so.
    static func submit(
        _ letter: Letter, _ call: MailboxCall, savesCopy: Bool, draft: MessageNumber? = nil
    ) throws(GraphError) {
        var letter = letter
        letter.from = letter.from ?? call.owner.namedAddress
        letter.sender = letter.sender ?? letter.from
        let recipients = letter.recipients.map(\.address)
        guard !recipients.isEmpty else { throw .noRecipients }
        guard recipients.allSatisfy(isAddress) else { throw .invalidRecipients }
        try checkScope(for: letter, call)
        let submission = PostalSubmission(
            letter: letter, envelopeSender: letter.from?.address ?? call.owner.address, recipients: recipients,
            principal: call.grant.principal, client: call.grant.client, sendingMailbox: call.owner.id, door: .graph,
            sentCopy: savesCopy ? .in(call.owner.id) : .none, draft: draft)
        do throws(SubmissionRefusal) {
            _ = try call.sandbox.postOffice.submit(submission)
        } catch {
            throw refusal(error, call)
        }
    }

    /// To send in another's name, whoever has the right to needs a permission of its own too (reference sheet §A3, §D1).
    private static func checkScope(for letter: Letter, _ call: MailboxCall) throws(GraphError) {
        let (directory, actor) = (call.sandbox.directory, call.grant.principal)
        guard call.facts[Facts.sharedScopesNeeded], !call.grant.isApplication,
            let author = letter.from.flatMap({ directory.person(named: $0.address) }), actor != .person(author.id),
            directory.holds(actor, .sendAs, on: author.id) || directory.holds(actor, .sendOnBehalf, on: author.id)
        else { return }
        guard GraphPermission.send.isMet(by: call.grant, onOwnMailbox: false) else { throw .accessDenied }
    }

    /// The original of an answer gets its verb; one that is gone meanwhile needs none.
    static func mark(_ original: MessageNumber, _ verb: Int, _ call: MailboxCall) {
        let now = call.now
        _ = try? call.mailbox.change { (state) throws(MailboxError) in
            try state.update(original, at: now) { $0.lastVerb = verb }
        }
    }

    private static func refusal(_ refusal: SubmissionRefusal, _ call: MailboxCall) -> GraphError {
        switch refusal {
        case .sendAsDenied: .sendAsDenied
        case .noRecipients: .noRecipients
        case .tooManyRecipients: .tooManyRecipients
        case .tooLarge: .messageTooLarge
        case .quotaExceeded: .sendingLimit
        case .noSuchMailbox: .noMailbox
        case .noSuchMessage: .itemNotFound
        }
    }

    /// A local part and a domain (RFC 5321, section 4.1.2), roughly: Exchange resolves names, the sandbox does not.
    private static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        return halves.count == 2 && halves.allSatisfy { !$0.isEmpty } && text.utf8.count <= 320
            && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && !"<>,;()".utf8.contains($0) }
    }
}
