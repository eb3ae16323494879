internal import Domain
internal import JSON
internal import MIME
internal import Mail

/// One message, as Graph tells of it (reference sheet, section C1). What is missing or of another type is left out.
struct GraphMessage: Sendable {
    let id: String
    private let json: JSONValue

    /// Nil without an id that could be asked for.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.stringValue, MailText.isGraphID(id) else { return nil }
        self.id = id
        self.json = json
    }

    var folder: String? { text("parentFolderId").flatMap { MailText.isGraphID($0) ? $0 : nil } }

    func text(_ name: String) -> String? { json[name]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } }

    func time(_ name: String) -> Timestamp? { json[name]?.stringValue.flatMap(Timestamp.init) }

    func isTrue(_ name: String) -> Bool { json[name]?.boolValue ?? false }

    var isFlagged: Bool { json["flag"]?["flagStatus"]?.stringValue == "flagged" }

    /// Of one recipient, or of a list.
    func addresses(_ name: String) -> [NamedAddress] {
        switch json[name] {
        case .array(let list): list.compactMap(NamedAddress.init)
        case let single?: [NamedAddress(single)].compactMap(\.self)
        case nil: []
        }
    }

    /// Categories: what IMAP calls keywords.
    var keywords: [String] { (json["categories"]?.arrayValue ?? []).compactMap(\.stringValue) }

    var headers: [HeaderField] {
        (json["internetMessageHeaders"]?.arrayValue ?? []).compactMap { field in
            guard let name = field["name"]?.stringValue, let value = field["value"]?.stringValue else { return nil }
            return HeaderField(name: name, value: HeaderDecoder.text(Array(value.utf8)))
        }
    }

    var attachments: [JSONValue] { json["attachments"]?.arrayValue ?? [] }

    /// The link to the attachments that did not fit in with the message.
    var moreAttachments: String? { json["attachments@odata.nextLink"]?.stringValue }

    /// The body, when it is of that type: `text` or `html`.
    func body(_ type: String) -> String? {
        guard let body = json["body"], body["contentType"]?.stringValue?.lowercased() == type else { return nil }
        return body["content"]?.stringValue
    }

    func property(_ property: ExtendedProperty) -> String? {
        let found = json["singleValueExtendedProperties"]?.arrayValue?.first { value in
            value["id"]?.stringValue.map(property.isNamed) ?? false
        }
        return found?["value"]?.stringValue ?? found?["value"]?.integerValue.map(String.init)
    }
}
