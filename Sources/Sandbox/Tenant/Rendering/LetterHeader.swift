import Domain
import MIME

/// The header of a letter that is written anew.
///
/// Fields that the letter knows are written from it, in the places where they arrived; others are kept as they arrived.
struct LetterHeader {
    let letter: Letter
    let dialect: Dialect
    let includesBcc: Bool

    var bytes: [UInt8] {
        var output: [UInt8] = []
        var written: Set<String> = []
        for field in arrived where !Self.replaced(field.key) {
            if let known = known(field.key) {
                if written.insert(field.key).inserted { output += known }
            } else {
                output += kept(field)
            }
        }
        for name in Self.order where !written.contains(name) { output += known(name) ?? [] }
        let writer = HeaderWriter(words: dialect.words)
        for field in letter.extraHeaders where Self.isName(field.name) {
            output += writer.text(field.name, field.value)
        }
        if dialect.addsStamps { output += stamps(written: Set(arrived.map(\.key))) }
        return output + Array("MIME-Version: 1.0\r\n".utf8)
    }

    private var arrived: [ArrivedHeader.Field] {
        if let bytes = letter.arrived { return ArrivedHeader.fields(of: bytes) }
        return letter.arrivedHeaders.map { .init(name: $0.name, raw: Array($0.value.utf8), whole: 0..<0) }
    }

    private static let order = [
        "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "in-reply-to", "references",
        "importance", "disposition-notification-to", "return-receipt-to",
    ]

    /// The field as the letter has it; empty when it has none, nil when it does not know of such a field.
    private func known(_ name: String) -> [UInt8]? {
        let writer = HeaderWriter(words: dialect.words)
        return switch name {
        case "from": writer.addresses("From", letter.from.map { [$0] } ?? [])
        case "sender": writer.addresses("Sender", letter.sender.flatMap { $0 == letter.from ? nil : [$0] } ?? [])
        case "reply-to": writer.addresses("Reply-To", letter.replyTo)
        case "to": writer.addresses("To", letter.to)
        case "cc": writer.addresses("Cc", letter.cc)
        case "bcc": includesBcc ? writer.addresses("Bcc", letter.bcc) : []
        case "subject": writer.text("Subject", letter.subject)
        case "date": writer.date("Date", letter.sentAt)
        case "message-id": writer.identifiers("Message-ID", letter.messageID.isEmpty ? [] : [letter.messageID])
        case "in-reply-to": writer.identifiers("In-Reply-To", letter.inReplyTo.map { [$0] } ?? [])
        case "references": writer.identifiers("References", letter.references)
        case "importance":
            letter.importance == .normal ? [] : writer.text("Importance", letter.importance.rawValue)
        case "disposition-notification-to":
            writer.addresses("Disposition-Notification-To", letter.asksForReadReceipt ? senders : [])
        case "return-receipt-to": writer.addresses("Return-Receipt-To", letter.asksForDeliveryReceipt ? senders : [])
        default: nil
        }
    }

    private var senders: [NamedAddress] { letter.from.map { [$0] } ?? [] }

    /// Fields of the structure, which is made anew, those that say the importance again, and blind copies of others.
    private static func replaced(_ name: String) -> Bool {
        name.hasPrefix("content-")
            || ["mime-version", "x-priority", "x-msmail-priority", "priority", "resent-bcc"].contains(name)
    }

    private func kept(_ field: ArrivedHeader.Field) -> [UInt8] {
        // As it stood where that is clean: to encode an address list again as text would spoil it.
        let raw = field.raw
        let isClean =
            letter.arrived != nil && raw.count < 900
            && raw.allSatisfy { $0 < 0x7f && ($0 >= 0x20 || [0x09, 0x0a, 0x0d].contains($0)) }
        guard isClean else { return HeaderWriter(words: dialect.words).text(field.name, field.text) }
        let lines = raw.split(separator: 10).map { $0.filter { $0 != 13 } }.filter { !$0.isEmpty }
        return Array(field.name.utf8) + [UInt8(ascii: ":")] + lines.joined(separator: [13, 10]) + [13, 10]
    }

    private func stamps(written: Set<String>) -> [UInt8] {
        let writer = HeaderWriter(words: dialect.words)
        var output: [UInt8] = []
        if !written.contains("thread-topic") {
            output += writer.text("Thread-Topic", Conversation.baseSubject(letter.subject))
        }
        if !written.contains("x-ms-has-attach") {
            let attaches = letter.attachments.contains { !$0.isInline }
            output += attaches ? writer.text("X-MS-Has-Attach", "yes") : []
        }
        return output
    }

    static func isName(_ name: String) -> Bool {
        (1...76).contains(name.utf8.count) && name.utf8.allSatisfy { (33...126).contains($0) && $0 != 58 }
    }
}
