internal import Domain
internal import JSON
internal import Tenant

/// How messages of one mailbox look in answers to one request (reference sheet §C1).
struct MessageJSON {
    let call: MailboxCall
    let state: MailboxState
    var selection = Selection.all
    var expansion = Expansion.none
    let ids: GraphIDs

    init(_ call: MailboxCall, _ state: MailboxState, _ selection: Selection = .all, _ expansion: Expansion = .none) {
        self.call = call
        self.state = state
        self.selection = selection
        self.expansion = expansion
        ids = call.ids
    }

    /// A message as an answer of its own: with its context and its ETag.
    func entity(_ message: StoredMessage, context: String? = nil) -> JSONValue {
        var members = members(of: message)
        members["@odata.context"] = .string(context ?? call.context("messages\(selection.contextSuffix)/$entity"))
        return .object(members)
    }

    /// Messages as rows of a collection. Throws when their attachments are too large for one answer.
    func rows(_ messages: some Sequence<StoredMessage>) throws(GraphError) -> [JSONValue] {
        var room = AttachmentRoom()
        var rows: [JSONValue] = []
        for message in messages {
            try take(message, from: &room)
            rows.append(.object(members(of: message)))
        }
        return rows
    }

    /// Takes the room that a message's expanded attachments need.
    func take(_ message: StoredMessage, from room: inout AttachmentRoom) throws(GraphError) {
        guard call.showsContent, case .attachments(let selection) = expansion, selection.shows("contentBytes") else {
            return
        }
        try room.take(call.mailbox.letter(of: message).attachments)
    }

    func members(of message: StoredMessage) -> [String: JSONValue] {
        let letter = Once { call.mailbox.letter(of: message) }
        var members: [String: JSONValue] = [
            "@odata.etag": .string("W/\"\(Self.changeKey(of: message))\""), "id": .string(ids.text(of: message)),
        ]
        for (name, value) in Self.stored where selection.shows(name) { members[name] = value(self, message) }
        for (name, value) in Self.written where selection.shows(name) {
            members[name] = value(self, message, letter.value)
        }
        if call.showsContent {
            for (name, value) in Self.content where selection.shows(name) {
                members[name] = value(self, message, letter.value)
            }
            for (name, value) in Self.onRequest where selection.asks(for: name) {
                members[name] = value(self, message, letter.value)
            }
            for (name, value) in expansion.members(of: message, letter, for: self) { members[name] = value }
        }
        return members
    }

    /// Opaque text that differs after each change.
    static func changeKey(of message: StoredMessage) -> String {
        let number = message.changed.value
        let digits = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
        return Base64([0x09, 0, 0, 0, 0x16, 0, 0, 0] + digits).text
    }

    static func recipient(_ address: NamedAddress) -> JSONValue {
        ["emailAddress": ["name": .string(address.name ?? address.address), "address": .string(address.address)]]
    }
}
