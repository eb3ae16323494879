internal import Doorway
internal import JSON
internal import Tenant

/// One message, as JSON and as MIME (reference sheet §C4).
enum MessageReading {
    static func get(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let message = try message(of: call, in: state)
        let selection = try Selection(call.options["$select"], of: .message)
        try ListOptions.check(
            call.options, ignoringUnknown: call.sandbox.facts[Facts.unknownOptionsIgnored])
        let json = MessageJSON(call, state, selection, try Expansion(call))
        var room = AttachmentRoom()
        try json.take(message, from: &room)
        return .graph(json.entity(message))
    }

    /// The MIME, made as it goes out.
    static func value(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let message = try message(of: call, in: state)
        let facts = call.sandbox.facts
        let isOwnMail = message.isDraft || state.folder(message.folder)?.role == .sentItems
        let document = Rendering.document(
            of: call.mailbox.letter(of: message), number: message.number, mode: facts[Facts.mimeRendering],
            includesBcc: isOwnMail || !facts[Facts.bccOnValue])
        return WebResponse(
            status: 200, headers: ["Content-Type": "text/plain"],
            body: .made(count: document.count, read: document.read))
    }

    /// The message that the path names; where it names a folder too, the message has to be in it.
    static func message(of call: MailboxCall, in state: MailboxState) throws(GraphError) -> StoredMessage {
        let message = try call.ids.message(call["message"], in: state)
        if call.parameters["folder"] != nil {
            let folder = try call.ids.folder(call["folder"], in: state)
            guard folder.search != nil || message.folder == folder.number else { throw .itemNotFound }
        }
        return message
    }
}
