internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Makes messages: drafts, unless message flags say otherwise (reference sheet §C6).
enum MessageCreation {
    static func create(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let fields: MessageFields
        switch try RequestBody(call.request, facts: call.facts) {
        case .json(let json): fields = try self.fields(json, call)
        case .mime(let bytes): fields = MessageFields(try letter(bytes, call))
        }
        let now = call.now
        let message = try call.change { (state) throws(GraphError) in
            let folder =
                call.parameters["folder"] == nil
                ? try call.ids.folder("drafts", in: state) : try call.ids.folder(call["folder"], in: state)
            return try call.translating { () throws(MailboxError) in
                try state.append(fields.letter, to: folder.number, receivedAt: fields.receivedAt ?? now) { message in
                    fields.setState(of: &message)
                    (message.createdAt, message.modifiedAt) = (now, now)
                }
            }
        }
        return call.answer(201, message)
    }

    private static func fields(_ json: JSONValue, _ call: MailboxCall) throws(GraphError) -> MessageFields {
        var editor = MessageEditor(
            facts: call.facts, stage: .creation, now: call.now, fields: MessageFields(.blank(at: call.now, from: nil)))
        try editor.apply(json)
        editor.fields.letter.joinConversation()
        return editor.fields
    }

    /// A letter that came as MIME.
    static func letter(_ bytes: [UInt8], _ call: MailboxCall) throws(GraphError) -> Letter {
        guard looksLikeMail(bytes),
            let letter = try? Letter(parsing: bytes, at: call.now, seed: call.sandbox.seed)
        else { throw .mimeContent }
        return letter
    }

    /// Whether it begins with a header field: a name and a colon (RFC 5322, section 2.2).
    private static func looksLikeMail(_ bytes: [UInt8]) -> Bool {
        let name = bytes.prefix(998).prefix { $0 != UInt8(ascii: ":") }
        return !name.isEmpty && name.count < min(bytes.count, 998) && name.allSatisfy { (0x21...0x7e).contains($0) }
    }

    /// Replaces what a draft says by MIME: `PUT …/$value`.
    static func replace(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        guard case .mime(let bytes) = try RequestBody(call.request, facts: call.facts) else { throw .mimeContent }
        let now = call.now
        let letter = try letter(bytes, call)
        let message = try call.change { (state) throws(GraphError) in
            let message = try call.message(in: state)
            guard message.isDraft else { throw GraphError.notADraft }
            return try call.translating { () throws(MailboxError) in
                try state.update(message.number, at: now) { $0.content = .written(letter) }
            }
        }
        return call.answer(200, message)
    }
}
