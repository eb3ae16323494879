import Domain

@testable import Tenant

/// What must be the same in two renderings of a letter.
struct Meaning {
    private let fields: [(name: String, value: String)]

    init(_ letter: Letter) {
        fields =
            [
                ("subject", letter.subject.split(separator: " ").joined(separator: " ")),
                ("from", Self.text(letter.from.map { [$0] } ?? [])), ("to", Self.text(letter.to)),
                ("sender", Self.text(letter.sender.map { [$0] } ?? [])), ("cc", Self.text(letter.cc)),
                ("bcc", Self.text(letter.bcc)), ("replyTo", Self.text(letter.replyTo)),
                ("sentAt", letter.sentAt.description),
                ("messageID", letter.messageID), ("inReplyTo", letter.inReplyTo ?? ""),
                ("references", letter.references.joined()), ("importance", letter.importance.rawValue),
                ("receipt", "\(letter.asksForReadReceipt) \(letter.asksForDeliveryReceipt)"),
                ("conversation", letter.conversation), ("type", letter.body.contentType.rawValue),
                ("body", Self.text(letter.body.content)),
                ("alternative", letter.alternativeText.map(Self.text) ?? "none"),
                ("attachments", "\(letter.attachments.count)"),
            ] + letter.attachments.enumerated().map { ("attachment \($0 + 1)", Self.text($1)) }
    }

    /// The names of what differs, with both values.
    func differences(from other: Meaning) -> [String] {
        guard fields.count == other.fields.count else { return ["other attachments"] }
        return zip(fields, other.fields).filter { $0.value != $1.value }.map {
            "\($0.name): \($0.value.prefix(300)) | \($1.value.prefix(300))"
        }
    }

    private static func text(_ addresses: [NamedAddress]) -> String {
        addresses.map { "\($0.name ?? "") <\($0.address)>" }.joined(separator: ", ")
    }

    /// Line ends aside.
    private static func text(_ body: String) -> String {
        var lines = body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private static func text(_ attachment: LetterAttachment) -> String {
        // A link cannot be told from a file without bytes once it is MIME.
        if attachment.contentType == "message/external-body" { return "link" }
        let type = attachment.contentType.split(separator: ";").first.map(String.init) ?? ""
        let head = "\(attachment.name) \(type) \(attachment.isInline) \(attachment.contentID ?? "")"
        return switch attachment.kind {
        case .file(let bytes): "\(head) \(Mixer.hash(bytes.read(0..<bytes.count), salt: 0))"
        case .item(let bytes): "\(head) \(text(String(decoding: bytes.read(0..<bytes.count), as: UTF8.self)))"
        case .reference: "link"
        }
    }
}
