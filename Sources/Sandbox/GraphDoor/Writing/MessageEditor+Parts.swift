internal import Domain
internal import JSON
internal import Tenant

/// The properties that have rules of their own.
extension MessageEditor {
    private static let flagMembers: Set<String> = [
        "flagStatus", "startDateTime", "dueDateTime", "completedDateTime",
    ]

    /// A due date needs a start date (reference sheet §C8).
    mutating func setFlag(_ value: JSONValue) throws(GraphError) {
        let type = "microsoft.graph.followupFlag"
        let flag = try PropertyReader.object(value, "flag", type: type, members: Self.flagMembers)
        let has = { (name: String) in flag[name].map { !$0.isNull } ?? false }
        for name in ["startDateTime", "dueDateTime", "completedDateTime"] where has(name) {
            try Self.checkDateTime(flag[name] ?? .null, name)
        }
        guard !has("dueDateTime") || has("startDateTime") else {
            throw .argument("The flag's due date needs a start date.")
        }
        guard has("flagStatus") else { return }
        fields.followUp = try PropertyReader.choice(
            flag["flagStatus"] ?? .null, "flagStatus", among: [.notFlagged, .flagged, .complete])
    }

    private static func checkDateTime(_ value: JSONValue, _ name: String) throws(GraphError) {
        let type = "microsoft.graph.dateTimeTimeZone"
        let time = try PropertyReader.object(value, name, type: type, members: ["dateTime", "timeZone"])
        guard time["dateTime"]?.stringValue?.isEmpty == false, time["timeZone"]?.stringValue?.isEmpty == false else {
            throw .wrongType(name, expected: type)
        }
    }

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
