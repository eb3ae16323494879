internal import Domain
internal import JSON
internal import Tenant

/// The properties that have rules of their own.
extension MessageEditor {
    /// Own fields of the header: begin with `x-`, and few (reference sheet §C6).
    mutating func setHeaders(_ value: JSONValue) throws(GraphError) {
        let elements = try PropertyReader.array(value, "internetMessageHeaders")
        if elements.isEmpty, !value.isNull, facts[Facts.emptyHeadersRefused] { throw .noHeaders }
        guard elements.count <= facts[Facts.maximumHeaders] else { throw .tooManyHeaders(facts[Facts.maximumHeaders]) }
        fields.letter.extraHeaders = []
        for element in elements { fields.letter.extraHeaders.append(try header(element)) }
    }

    private func header(_ element: JSONValue) throws(GraphError) -> HeaderField {
        let type = "microsoft.graph.internetMessageHeader"
        let header = try PropertyReader.object(
            element, "internetMessageHeaders", type: type, members: ["name", "value"])
        let name = try PropertyReader.text(header["name"] ?? .null, "name")
        let value = try PropertyReader.text(header["value"] ?? .null, "value")
        guard !facts[Facts.headerPrefixRule] || name.lowercased().hasPrefix("x-") else { throw .headerName(name) }
        // A field's name is printable and has no colon (RFC 5322, section 2.2); a line end would begin another field.
        guard !name.isEmpty, name.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: ":") }),
            value.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x09 }), name.utf8.count + value.utf8.count <= 16_384
        else { throw .headerName(name) }
        return HeaderField(name: name, value: value)
    }

    mutating func setAttachments(_ value: JSONValue) throws(GraphError) {
        for element in try PropertyReader.array(value, "attachments") {
            let input = AttachmentInput(facts: facts, now: now)
            let attachment = try input.attachment(element, number: fields.letter.nextAttachmentNumber)
            fields.letter.attachments.append(attachment)
        }
    }
}
