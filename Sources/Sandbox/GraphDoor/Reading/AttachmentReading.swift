internal import Domain
internal import Doorway
internal import JSON
internal import MIME
internal import Tenant

/// Attachments of the three kinds (reference sheet §C5).
enum AttachmentReading {
    static func list(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let message = try MessageReading.message(of: call, in: state)
        let options = try ListOptions(call)
        let selection = try Selection(call.options["$select"], of: .attachment)
        if call.options["$filter"] != nil, !call.sandbox.facts[Facts.attachmentFilterIgnored] {
            throw .filterNodes
        }
        let json = AttachmentJSON(call, message, selection)
        let all = call.mailbox.letter(of: message).attachments
        let context = "messages('\(call.ids.text(of: message))')/attachments\(selection.contextSuffix)"
        // Attachments come in one page unless a size is asked for.
        let isPaged = call.options["$top"] != nil || call.options["$skip"] != nil
        let shown = isPaged ? Array(all.dropFirst(options.skip).prefix(options.pageSize)) : all
        let end = options.skip + shown.count
        return .graph(
            Page(
                context: call.context(context), rows: try json.rows(shown), count: options.wantsCount ? all.count : nil,
                nextLink: isPaged && end < all.count ? Page.link(call, skip: end) : nil
            ).value)
    }

    static func count(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let message = try MessageReading.message(of: call, in: call.state)
        return .text(200, String(call.mailbox.letter(of: message).attachments.count))
    }

    static func get(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let state = call.state
        let (message, attachment) = try attachment(of: call, in: state)
        let selection = try Selection(call.options["$select"], of: .attachment)
        let json = AttachmentJSON(call, message, selection)
        let oneOnly = call.sandbox.facts[Facts.oneExpandOnly]
        guard let expand = try ExpandOption(call.options["$expand"], oneOnly: oneOnly) else {
            return json.response(attachment)
        }
        guard ["microsoft.graph.itemattachment/item", "item"].contains(expand.name) else {
            throw .noProperty(expand.name, on: EntityType.attachment.name)
        }
        guard case .item(let bytes) = attachment.kind else { return json.response(attachment) }
        return .graph(json.entity(attachment, item: try item(bytes, of: message, call, state)))
    }

    /// A file's bytes, or an item's MIME.
    static func value(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let (_, attachment) = try attachment(of: call, in: call.state)
        switch attachment.kind {
        case .file(let bytes): return raw(bytes, type: attachment.contentType)
        case .item(let bytes): return raw(bytes, type: "text/plain")
        case .reference:
            let status = call.sandbox.facts[Facts.referenceValueStatus]
            throw GraphError(status, "ErrorInvalidRequest", "A reference attachment has no value.")
        }
    }

    private static func raw(_ bytes: AttachmentBytes, type: String) -> WebResponse {
        WebResponse(
            status: 200, headers: ["Content-Type": type], body: .made(count: bytes.count, read: bytes.read))
    }

    private static func attachment(
        of call: MailboxCall, in state: MailboxState
    ) throws(GraphError) -> (StoredMessage, LetterAttachment) {
        let message = try MessageReading.message(of: call, in: state)
        let number = try call.ids.attachment(call["attachment"], of: message)
        guard let found = call.mailbox.letter(of: message).attachments.first(where: { $0.number == number }) else {
            throw .itemNotFound
        }
        return (message, found)
    }

    /// The message inside an item attachment: one without an id, a folder or a history of its own.
    private static func item(
        _ bytes: AttachmentBytes, of message: StoredMessage, _ call: MailboxCall, _ state: MailboxState
    ) throws(GraphError) -> JSONValue {
        let letter: Letter
        do throws(MIMEError) {
            letter = try Letter(
                parsing: bytes.read(0..<bytes.count), at: message.receivedAt, seed: call.sandbox.seed)
        } catch {
            throw .internalError
        }
        var inner = message
        inner.content = .written(letter)
        inner.isDraft = false
        var members = MessageJSON(call, state).members(of: inner)
        for name in ["@odata.etag", "parentFolderId", "changeKey", "webLink", "flag", "inferenceClassification"] {
            members[name] = nil
        }
        members["id"] = ""
        members["@odata.type"] = "#microsoft.graph.message"
        return .object(members)
    }
}
