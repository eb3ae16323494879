internal import Cryptography
internal import Domain
internal import Doorway
internal import JSON
internal import Tenant

/// Upload sessions: opened at Graph, filled at an address that needs no token but its own (reference sheet §C5).
enum Uploads {
    private static let type = "microsoft.graph.attachmentItem"
    private static let members: Set<String> = [
        "attachmentType", "name", "size", "contentType", "isInline", "contentId",
    ]

    static func open(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        if !call.isOwn, !call.grant.isApplication, call.facts[Facts.uploadElsewhereRefused] { throw .accessDenied }
        let json = try RequestBody.object(call.request, facts: call.facts)
        let parameters = try ActionParameters(json, of: "createUploadSession", allowed: ["AttachmentItem"])
        guard let item = parameters["AttachmentItem"] else { throw .missingProperty("AttachmentItem") }
        let message = try call.message(in: call.state)
        guard message.isDraft else { throw .notADraft }
        let token = "eyJ" + Base64(RandomBytes.make(48)).urlText
        let session = try session(of: item, for: message, token, call)
        try call.door.uploads.open(session, at: call.now)
        return .graph(opened(session, message, token, call), status: 201)
    }

    private static func session(
        of item: JSONValue, for message: StoredMessage, _ token: String, _ call: MailboxCall
    ) throws(GraphError) -> UploadSession {
        let item = try PropertyReader.object(item, "AttachmentItem", type: type, members: members)
        let kind = try PropertyReader.text(item["attachmentType"] ?? .null, "attachmentType")
        guard kind.lowercased() == "file" else { throw .noSuchValue(kind) }
        let name = try PropertyReader.text(item["name"] ?? .null, "name")
        guard !name.isEmpty else { throw .missingProperty("Name") }
        let size = try size(item["size"] ?? .null, call.facts)
        let contentType = try PropertyReader.text(item["contentType"] ?? .null, "contentType")
        let contentID = try PropertyReader.text(item["contentId"] ?? .null, "contentId")
        let life = Duration.seconds(max(0, min(call.facts[Facts.uploadSessionMinutes], 1 << 20)) * 60)
        return UploadSession(
            id: Base64(RandomBytes.make(24)).urlText, tokenHash: Redaction.hash(token), mailbox: call.owner.id,
            client: call.grant.client, message: message.number, name: name,
            contentType: contentType.isEmpty ? "application/octet-stream" : contentType, size: size,
            isInline: try PropertyReader.bool(item["isInline"] ?? .null, "isInline"),
            contentID: contentID.isEmpty ? nil : contentID, expiresAt: call.now.advanced(by: life))
    }

    private static func size(_ value: JSONValue, _ facts: FactSheet) throws(GraphError) -> Int {
        if value.isNull { throw .missingProperty("Size") }
        guard let written = value.integerValue, let size = Int(exactly: written), size >= 0 else {
            throw .wrongType("size", expected: "Edm.Int64")
        }
        let minimum = facts[Facts.uploadMinimum]
        guard size >= max(1, minimum) else { throw .attachmentTooSmall(size, minimum: minimum) }
        let maximum = facts[Facts.uploadMaximum]
        guard size <= maximum else { throw .attachmentTooBig(maximum) }
        return size
    }

    private static func opened(
        _ session: UploadSession, _ message: StoredMessage, _ token: String, _ call: MailboxCall
    ) -> JSONValue {
        let user = PercentCoding.encode("\(call.owner.id)@\(call.owner.tenant)")
        let place = PercentCoding.encode(call.ids.text(of: message))
        let url =
            "\(call.request.origin)/api/v2.0/Users('\(user)')/Messages('\(place)')/AttachmentSessions('\(session.id)')"
            + "?authtoken=\(token)"
        return [
            "@odata.context": .string(call.sharedContext("microsoft.graph.uploadSession")),
            "uploadUrl": .string(url), "expirationDateTime": .string(preciseText(session.expiresAt)),
            "nextExpectedRanges": ["0-"],
        ]
    }

    /// With the seven digits of fraction that these answers have.
    static func preciseText(_ time: Timestamp) -> String { time.description.dropLast() + ".0000000Z" }
}
