internal import Domain
internal import JSON
internal import Tenant

/// How attachments of one message look in answers to one request (reference sheet §C1, §C5).
struct AttachmentJSON {
    /// What `size` has more than the bytes: the store's own, a guess.
    private static let overhead = 200
    let call: MailboxCall
    let message: StoredMessage
    var selection = Selection.all

    init(_ call: MailboxCall, _ message: StoredMessage, _ selection: Selection = .all) {
        self.call = call
        self.message = message
        self.selection = selection
    }

    /// With its bytes, when it is a file; an item's inside, if given, as `item`.
    func entity(_ attachment: LetterAttachment, item: JSONValue? = nil, context: String? = nil) -> JSONValue {
        var members = membersWithoutBytes(attachment, context: context)
        members["contentBytes"] = selection.shows("contentBytes") ? Self.text(of: attachment) : nil
        if let item { members["item"] = item }
        return .object(members)
    }

    /// As an answer of its own, but for its bytes.
    func membersWithoutBytes(_ attachment: LetterAttachment, context: String? = nil) -> [String: JSONValue] {
        var members = members(of: attachment)
        let fragment = "messages('\(call.ids.text(of: message))')/attachments\(selection.contextSuffix)/$entity"
        members["@odata.context"] = .string(context ?? call.context(fragment))
        return members
    }

    /// Without bytes unless `$select` asks for them. Throws when they are too many for one answer.
    func rows(_ attachments: [LetterAttachment]) throws(GraphError) -> [JSONValue] {
        let withBytes = selection.asks(for: "contentBytes")
        if withBytes {
            var room = AttachmentRoom()
            try room.take(attachments)
        }
        return attachments.map { row($0, withBytes: withBytes) }
    }

    /// Inside its message: files with their bytes, unless `$select` leaves them out. `MessageJSON.rows` looks first
    /// whether there is room for them.
    func expanded(_ attachment: LetterAttachment) -> JSONValue {
        row(attachment, withBytes: selection.shows("contentBytes"))
    }

    private func row(_ attachment: LetterAttachment, withBytes: Bool) -> JSONValue {
        var members = members(of: attachment)
        if withBytes { members["contentBytes"] = Self.text(of: attachment) }
        return .object(members)
    }

    /// A file's bytes in base64; nil for the other kinds.
    private static func text(of attachment: LetterAttachment) -> JSONValue? {
        guard case .file(let bytes) = attachment.kind else { return nil }
        return .string(Base64(bytes.read(0..<bytes.count)).text)
    }

    private func members(of attachment: LetterAttachment) -> [String: JSONValue] {
        var all: [String: JSONValue] = [
            "lastModifiedDateTime": .string(attachment.modifiedAt.description), "name": .string(attachment.name),
            "contentType": .string(attachment.contentType), "isInline": .bool(attachment.isInline),
            "size": .integer(Int64(Self.size(of: attachment))),
        ]
        var type = "#microsoft.graph.itemAttachment"
        switch attachment.kind {
        case .file:
            type = "#microsoft.graph.fileAttachment"
            all["contentId"] = attachment.contentID.map { .string($0) } ?? .null
            all["contentLocation"] = .null
        case .reference(let url):
            type = "#microsoft.graph.referenceAttachment"
            if selection.asks(for: "sourceUrl") { all["sourceUrl"] = .string(url) }
        case .item: break
        }
        var members = all.filter { selection.shows($0.key) }
        members["id"] = .string(call.ids.text(ofAttachment: attachment.number, of: message))
        members["@odata.type"] = .string(type)
        if type == "#microsoft.graph.fileAttachment" {
            members["@odata.mediaContentType"] = .string(attachment.contentType)
        }
        return members
    }

    /// In bytes, more than the raw ones.
    static func size(of attachment: LetterAttachment) -> Int {
        switch attachment.kind {
        case .file(let bytes), .item(let bytes): bytes.count + overhead
        case .reference(let url): url.utf8.count + overhead
        }
    }
}
