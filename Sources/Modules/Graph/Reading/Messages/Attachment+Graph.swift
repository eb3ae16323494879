internal import Domain
internal import JSON
internal import Mail

extension Attachment {
    /// Out of Graph's list of a message's attachments (reference sheet, section C5). Nil without an id.
    ///
    /// An item is a message unless Graph says otherwise; its `$value` is then MIME.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.stringValue, MailText.isGraphID(id) else { return nil }
        let kind = AttachmentKind(graphType: json["@odata.type"]?.stringValue)
        let type = json["contentType"]?.stringValue.flatMap(Self.mediaType)
        self.init(
            id: id, filename: json["name"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 },
            contentType: type ?? (kind == .item ? "message/rfc822" : "application/octet-stream"), kind: kind,
            encodedSize: json["size"]?.count ?? 0, inline: json["isInline"]?.boolValue ?? false,
            contentId: json["contentId"]?.stringValue.flatMap { $0.isEmpty ? nil : Self.withoutBrackets($0) })
    }

    /// Without parameters, in small letters, as over IMAP.
    private static func mediaType(_ text: String) -> String? {
        let type = text.prefix { $0 != ";" }.split(whereSeparator: \.isWhitespace).joined().lowercased()
        return type.isEmpty ? nil : type
    }

    private static func withoutBrackets(_ id: String) -> String {
        id.hasPrefix("<") && id.hasSuffix(">") ? String(id.dropFirst().dropLast()) : id
    }

    /// Of an attachment, all but its bytes.
    static let properties = "id,name,contentType,size,isInline,microsoft.graph.fileAttachment/contentId"
}

extension AttachmentKind {
    /// `#microsoft.graph.fileAttachment`.
    init(graphType: String?) {
        switch graphType?.split(separator: ".").last?.lowercased() {
        case "itemattachment": self = .item
        case "referenceattachment": self = .reference
        default: self = .file
        }
    }
}
