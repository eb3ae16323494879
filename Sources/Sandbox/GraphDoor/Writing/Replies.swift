internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Answers messages, as drafts or at once (reference sheet §C6).
enum Replies {
    /// What a request wants an answer to be.
    private struct Order {
        var letter: Letter
        var original: StoredMessage
    }

    static func createDraft(_ kind: ReplyKind) -> GraphRoute.MailboxAct {
        { (call) throws(GraphError) in
            let order = try order(kind, call, isDraft: true)
            let now = call.now
            let draft = try call.change { (state) throws(GraphError) in
                let drafts = try call.ids.folder("drafts", in: state)
                return try call.translating { () throws(MailboxError) in
                    try state.append(order.letter, to: drafts.number, receivedAt: now) { message in
                        message.isDraft = true
                        message.isRead = true
                    }
                }
            }
            call.door.replies.keep(
                .init(mailbox: call.owner.id, message: draft.number),
                answers: .init(message: order.original.number, verb: kind.verb))
            return call.answer(call.facts[Facts.createReplyStatus], draft)
        }
    }

    static func send(_ kind: ReplyKind) -> GraphRoute.MailboxAct {
        { (call) throws(GraphError) in
            let order = try order(kind, call, isDraft: false)
            try Sending.submit(order.letter, call, savesCopy: true)
            Sending.mark(order.original.number, kind.verb, call)
            return .empty(202)
        }
    }

    private static func order(
        _ kind: ReplyKind, _ call: MailboxCall, isDraft: Bool
    ) throws(GraphError) -> Order {
        let original = try call.message(in: call.state)
        let composer = ReplyComposer(
            kind: kind, original: call.mailbox.letter(of: original), owner: call.owner.namedAddress, now: call.now)
        switch try RequestBody(call.request, facts: call.facts) {
        case .mime(let bytes):
            return Order(letter: try answer(bytes, composer, call), original: original)
        case .json(let json):
            return Order(letter: try answer(json, composer, call, isDraft: isDraft), original: original)
        }
    }

    /// MIME says all but the thread; recipients that it does not name are those of any answer.
    private static func answer(
        _ bytes: [UInt8], _ composer: ReplyComposer, _ call: MailboxCall
    ) throws(GraphError) -> Letter {
        var letter = try MessageCreation.letter(bytes, call)
        let standard = composer.letter()
        (letter.from, letter.sender) = (standard.from, standard.from)
        if letter.recipients.isEmpty { (letter.to, letter.cc) = (standard.to, standard.cc) }
        if letter.subject.isEmpty { letter.subject = standard.subject }
        composer.setThread(of: &letter)
        // Its header changed, so it no longer is what arrived.
        (letter.arrived, letter.arrivedHeaders) = (nil, [])
        return letter
    }

    private static func answer(
        _ json: JSONValue, _ composer: ReplyComposer, _ call: MailboxCall, isDraft: Bool
    ) throws(GraphError) -> Letter {
        let action = call.route.operation
        let parameters = try ActionParameters(json, of: action, allowed: ["comment", "message", "toRecipients"])
        let comment = try parameters.text("comment") ?? ""
        let message = parameters["message"] ?? [:]
        guard comment.isEmpty || message["body"].map(\.isNull) ?? true else { throw .commentAndBody }
        var editor = MessageEditor(
            facts: call.facts, stage: .creation, now: call.now, fields: MessageFields(composer.letter()))
        let isShown = !isDraft || call.facts[Facts.commentInReplyDraft]
        editor.fields.letter.body.content = composer.quoted(
            under: isShown ? ReplyComposer.html(of: comment) : "")
        try editor.apply(message)
        if let body = message["body"], !body.isNull { quote(under: &editor.fields.letter, composer) }
        if let recipients = parameters["toRecipients"] {
            editor.fields.letter.to = try PropertyReader.recipients(recipients, "toRecipients")
        }
        return editor.fields.letter
    }

    /// A body of one's own goes above the message that is answered.
    private static func quote(under letter: inout Letter, _ composer: ReplyComposer) {
        let own = letter.body
        let html = own.contentType == .html ? own.content : ReplyComposer.html(of: own.content)
        letter.body = LetterBody(.html, composer.quoted(under: html))
    }
}
