import Domain
import MIME

/// A part of a message that becomes an attachment.
struct ArrivedAttachment {
    let part: MessagePart
    let number: UInt32
    /// The HTML that may show it.
    let html: String

    func letter(at time: Timestamp) -> LetterAttachment {
        var attachment = LetterAttachment(
            number: number, name: name, contentType: part.contentType, modifiedAt: time, kind: kind)
        attachment.contentID = part.contentID
        attachment.isInline = isInline
        return attachment
    }

    private var isItem: Bool { part.contentType == "message/rfc822" }

    private var kind: LetterAttachment.Kind {
        isItem ? .item(.held(TextLines.withCRLF(part.content))) : .file(.held(part.content))
    }

    private var isInline: Bool {
        guard let identifier = part.contentID, !html.isEmpty, !isItem else { return false }
        return part.disposition == "inline" || html.contains("cid:\(identifier)")
    }

    /// Exchange numbers what has no name.
    private var name: String {
        if isItem, let subject = ArrivedHeader.fields(of: part.content).first(where: { $0.key == "subject" })?.text {
            return subject
        }
        if let name = part.filename, !name.isEmpty { return name }
        if part.contentType == "text/calendar" { return "meeting.ics" }
        let digits = String(number)
        return "ATT" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + fileExtension
    }

    private var fileExtension: String {
        switch part.contentType {
        case "text/plain": ".txt"
        case "text/html": ".htm"
        case "image/png": ".png"
        case "image/jpeg": ".jpg"
        case "image/gif": ".gif"
        case "message/rfc822": ".eml"
        default: ".dat"
        }
    }
}
