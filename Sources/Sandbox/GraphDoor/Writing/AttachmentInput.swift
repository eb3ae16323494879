internal import Domain
internal import JSON
internal import Tenant

/// Reads an attachment of any of the three kinds out of a request (reference sheet §C5).
struct AttachmentInput: Sendable {
    let facts: FactSheet
    let now: Timestamp

    private static let common: Set<String> = [
        "id", "name", "contentType", "isInline", "size", "lastModifiedDateTime",
    ]
    private static let fileMembers = common.union(["contentBytes", "contentId", "contentLocation"])
    private static let itemMembers = common.union(["item"])
    private static let referenceMembers = common.union([
        "sourceUrl", "providerType", "thumbnailUrl", "previewUrl", "permission", "isFolder",
    ])

    func attachment(_ json: JSONValue, number: UInt32) throws(GraphError) -> LetterAttachment {
        let kind = json["@odata.type"]?.stringValue ?? ""
        switch kind.drop(while: { $0 == "#" }).lowercased() {
        case "microsoft.graph.fileattachment": return try file(json, number)
        case "microsoft.graph.itemattachment": return try item(json, number)
        case "microsoft.graph.referenceattachment": return try reference(json, number)
        case "": throw .missingProperty("@odata.type")
        default: throw .unknownProperty(kind, on: "microsoft.graph.attachment")
        }
    }

    private func file(_ json: JSONValue, _ number: UInt32) throws(GraphError) -> LetterAttachment {
        let members = try PropertyReader.object(
            json, "attachment", type: "microsoft.graph.fileAttachment", members: Self.fileMembers)
        guard let content = members["contentBytes"], !content.isNull else { throw .missingProperty("ContentBytes") }
        guard let bytes = content.stringValue.flatMap({ Base64($0)?.bytes }) else {
            throw .wrongType("contentBytes", expected: "Edm.Binary")
        }
        guard bytes.count < facts[Facts.attachmentCap] else { throw .attachmentTooLarge }
        var attachment = try base(members, number, "application/octet-stream", .file(.held(bytes)))
        let id = try PropertyReader.text(members["contentId"] ?? .null, "contentId")
        attachment.contentID = id.isEmpty ? nil : id
        return attachment
    }

    /// Messages alone: the sandbox has neither events nor contacts.
    private func item(_ json: JSONValue, _ number: UInt32) throws(GraphError) -> LetterAttachment {
        let members = try PropertyReader.object(
            json, "attachment", type: "microsoft.graph.itemAttachment", members: Self.itemMembers)
        guard let item = members["item"], !item.isNull else { throw .missingProperty("Item") }
        let type = (item["@odata.type"]?.stringValue ?? "").drop { $0 == "#" }.lowercased()
        guard type == "microsoft.graph.message" else {
            throw GraphError(501, "NotImplemented", "The sandbox attaches messages, not other items.")
        }
        var editor = MessageEditor(
            facts: facts, stage: .creation, now: now, fields: MessageFields(.blank(at: now, from: nil)))
        try editor.apply(item)
        let document = Rendering.document(
            of: editor.fields.letter, number: MessageNumber(0), mode: .exchange, includesBcc: true)
        return try base(members, number, "message/rfc822", .item(.held(document.bytes)))
    }

    private func reference(_ json: JSONValue, _ number: UInt32) throws(GraphError) -> LetterAttachment {
        let members = try PropertyReader.object(
            json, "attachment", type: "microsoft.graph.referenceAttachment", members: Self.referenceMembers)
        let url = try PropertyReader.text(members["sourceUrl"] ?? .null, "sourceUrl")
        guard !url.isEmpty else { throw .missingProperty("SourceUrl") }
        return try base(members, number, "application/octet-stream", .reference(url: url))
    }

    private func base(
        _ members: [String: JSONValue], _ number: UInt32, _ type: String, _ kind: LetterAttachment.Kind
    ) throws(GraphError) -> LetterAttachment {
        let name = try PropertyReader.text(members["name"] ?? .null, "name")
        guard !name.isEmpty else { throw .missingProperty("Name") }
        let written = try PropertyReader.text(members["contentType"] ?? .null, "contentType")
        var attachment = LetterAttachment(
            number: number, name: name, contentType: written.isEmpty ? type : written, modifiedAt: now, kind: kind)
        attachment.isInline = try PropertyReader.bool(members["isInline"] ?? .null, "isInline")
        return attachment
    }
}
