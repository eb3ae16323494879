import Domain
import MIME

/// Which parts of a message are its body, and which are attachments.
struct LetterContent {
    let body: LetterBody
    let alternativeText: String?
    let attachments: [LetterAttachment]

    /// `rootType` is the type of the whole: it tells alternatives from texts that follow one another.
    init(_ message: ParsedMessage, rootType: String, at time: Timestamp) {
        let html = message.parts.first { $0.contentType == "text/html" && !$0.isAttachment }
        let plain = message.parts.first { $0.contentType == "text/plain" && !$0.isAttachment }
        let shown: MessagePart?
        let alternative: MessagePart?
        if let html, let plain, Self.areAlternatives(plain, html, rootType: rootType) {
            (shown, alternative) = (html, plain)
        } else if let html, let plain {
            // One after the other: the first is the body, the other becomes an attachment.
            shown = message.parts.first { $0.id == html.id || $0.id == plain.id }
            alternative = nil
        } else {
            (shown, alternative) = (html ?? plain, nil)
        }
        body = LetterBody(shown?.contentType == "text/html" ? .html : .text, shown?.text ?? "")
        alternativeText = alternative?.text
        let used = [shown?.id, alternative?.id]
        let rest = message.parts.filter { !used.contains($0.id) }
        let content = body.content
        attachments = rest.enumerated().map { index, part in
            ArrivedAttachment(part: part, number: UInt32(index + 1), html: shown == html ? content : "").letter(
                at: time)
        }
    }

    /// Siblings under one multipart/alternative, the HTML perhaps with its pictures in a multipart/related.
    private static func areAlternatives(_ plain: MessagePart, _ html: MessagePart, rootType: String) -> Bool {
        guard let end = plain.id.lastIndex(of: ".") else { return rootType == "multipart/alternative" }
        return html.id.hasPrefix(plain.id[...end])
    }
}
