package import Domain

/// A message that a caller composed: looked at, and sent as it is.
///
/// Nothing in it is ever rewritten; Postern only takes out the `Bcc` field, and the `Resent-Bcc` fields (RFC 5322,
/// section 3.6.6), for the recipients' copy and adds a `Message-ID` or `Date` in front where they are missing.
package struct RawMessage: Sendable, Hashable {
    package let bytes: [UInt8]
    package let from: [NamedAddress]
    /// Who sends on behalf of `from`, where the message says so.
    package let sender: NamedAddress?
    package let to: [NamedAddress]
    package let cc: [NamedAddress]
    package let bcc: [NamedAddress]
    /// Absent when there is none, or none that could be sent.
    package let messageID: InternetMessageID?
    package let date: Timestamp?
    private let hasDate: Bool
    private let blindCopies: [RawField]

    /// More header bytes than any honest message has.
    package static let maximumHeaderLength = 1 << 20

    /// Refuses bare CR or LF, NUL, lines of more than 998 bytes, a message without header or without `From`, a field
    /// that occurs twice where it must not (RFC 5322, section 3.6), and a `Message-ID` that is none.
    package static func check(_ bytes: [UInt8]) throws(MIMEError) -> RawMessage { try RawMessage(bytes) }

    private init(_ bytes: [UInt8]) throws(MIMEError) {
        try LineCheck.check(bytes, field: "raw")
        let fields = try RawField.fields(of: bytes, limit: Self.maximumHeaderLength)
        for name in ["from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id"]
        where fields.count(where: { $0.name == name }) > 1 {
            throw .invalid(field: "raw", reason: "more than one \(name) field")
        }
        func value(_ name: String) -> [UInt8]? {
            fields.first { $0.name == name }.map { Array(bytes[$0.value]) }
        }
        self.bytes = bytes
        from = HeaderDecoder.addresses(value("from") ?? [])
        guard !from.isEmpty else { throw .invalid(field: "raw", reason: "no From field with an address") }
        sender = HeaderDecoder.addresses(value("sender") ?? []).first
        to = HeaderDecoder.addresses(value("to") ?? [])
        cc = HeaderDecoder.addresses(value("cc") ?? [])
        bcc = HeaderDecoder.addresses(value("bcc") ?? [])
        let identifier = value("message-id").map { HeaderDecoder.text($0) }
        messageID = identifier.flatMap(InternetMessageID.init)
        guard identifier == nil || messageID != nil else {
            throw .invalid(field: "raw", reason: "a Message-ID that is none")
        }
        date = value("date").flatMap(HeaderDecoder.date)
        hasDate = value("date") != nil
        blindCopies = fields.filter { ["bcc", "resent-bcc"].contains($0.name) }
    }

    /// Adds what is missing, in front; the rest stays byte for byte.
    package func completed(messageID newID: InternetMessageID, date newDate: Timestamp) -> ComposedMessage {
        var added: [UInt8] = []
        if !hasDate { added += HeaderEncoder.field("Date", date: newDate) }
        if messageID == nil { added += HeaderEncoder.field("Message-ID", identifiers: [newID]) }
        var rest = bytes
        for field in blindCopies.reversed() { rest.removeSubrange(field.whole) }
        return ComposedMessage(
            bytes: added + rest, blindCopyField: blindCopies.filter { $0.name == "bcc" }.flatMap { bytes[$0.whole] },
            resentBlindCopyFields: blindCopies.filter { $0.name != "bcc" }.flatMap { bytes[$0.whole] })
    }
}
