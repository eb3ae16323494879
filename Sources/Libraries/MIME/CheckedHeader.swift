internal import Domain

/// The header fields of a composition, checked: no value holds a control character, every address is one.
struct CheckedHeader {
    let from: NamedAddress
    let sender: NamedAddress?
    let to: [NamedAddress]
    let cc: [NamedAddress]
    let bcc: [NamedAddress]
    let replyTo: [NamedAddress]
    let subject: String
    let date: Timestamp
    let messageID: InternetMessageID
    let inReplyTo: [InternetMessageID]
    let references: [InternetMessageID]
    let custom: [HeaderField]

    init(
        _ composition: Composition, from: NamedAddress, date: Timestamp, messageID: InternetMessageID
    ) throws(MIMEError) {
        self.from = try Self.checked([from], "from")[0]
        sender = try Self.checked(composition.sender.map { [$0] }, "sender").first
        to = try Self.checked(composition.to, "to")
        cc = try Self.checked(composition.cc, "cc")
        bcc = try Self.checked(composition.bcc, "bcc")
        replyTo = try Self.checked(composition.replyTo, "replyTo")
        subject = try Self.line(composition.subject ?? "", "subject")
        self.date = date
        self.messageID = messageID
        inReplyTo = try Self.identifiers(composition.inReplyTo.map { [$0] } ?? [], "inReplyTo")
        references = try Self.identifiers(composition.references ?? [], "references")
        custom = try Self.custom(composition.headers ?? [])
    }

    /// The `Bcc` field as a line of its own; empty when nobody gets a blind copy.
    var blindCopyField: [UInt8] {
        bcc.isEmpty ? [] : HeaderEncoder.field("Bcc", addresses: bcc)
    }

    /// A text that stands on one line: refuses what could end it.
    static func line(_ text: String, _ field: String, maximumLength: Int = 65_536) throws(MIMEError) -> String {
        guard text.utf8.count <= maximumLength else { throw .invalid(field: field, reason: "too long") }
        guard !text.unicodeScalars.contains(where: { ($0.value < 0x20 && $0 != "\t") || $0.value == 0x7F }) else {
            throw .invalid(field: field, reason: "a control character")
        }
        return text
    }

    private static func checked(_ addresses: [NamedAddress]?, _ field: String) throws(MIMEError) -> [NamedAddress] {
        for entry in addresses ?? [] {
            guard EmailAddress(entry.address) != nil else { throw .invalid(field: field, reason: "not a mail address") }
            if let name = entry.name { _ = try line(name, field, maximumLength: 500) }
        }
        return addresses ?? []
    }

    private static func identifiers(_ texts: [String], _ field: String) throws(MIMEError) -> [InternetMessageID] {
        guard texts.count <= 1_000 else { throw .invalid(field: field, reason: "more than 1,000") }
        var identifiers: [InternetMessageID] = []
        for text in texts {
            guard let identifier = InternetMessageID(rawValue: text), text.utf8.count <= 900 else {
                throw .invalid(field: field, reason: "not a message identifier such as <a@example.com>")
            }
            identifiers.append(identifier)
        }
        return identifiers
    }

    private static func custom(_ fields: [HeaderField]) throws(MIMEError) -> [HeaderField] {
        guard fields.count <= MessageComposer.maximumHeaders else {
            throw .invalid(field: "headers", reason: "more than \(MessageComposer.maximumHeaders)")
        }
        for field in fields {
            guard FieldName.isValid(field.name) else { throw .invalid(field: "headers", reason: "not a field name") }
            guard !FieldName.isReserved(field.name) else {
                throw .invalid(field: "headers", reason: "a field that Postern writes itself")
            }
            _ = try line(field.value, "headers", maximumLength: 16_384)
        }
        return fields
    }
}
