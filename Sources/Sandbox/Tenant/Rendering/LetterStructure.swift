/// How the body and the attachments of a letter stand together, as
/// `mixed(related(alternative(text, html), images), files)`, each level only where it is needed (RFC 2046, section 5.1; RFC 2387).
struct LetterStructure {
    let letter: Letter
    let dialect: Dialect

    var root: MIMENode {
        let pictures = letter.attachments.filter(isPicture)
        let files = letter.attachments.filter { !isPicture($0) }
        var node = text
        if !pictures.isEmpty {
            node = .multipart(subtype: "related", parameters: relatedType(node), parts: [node] + pictures.map(part))
        }
        guard !files.isEmpty else { return node }
        let parts = [node] + files.map(part)
        guard let report = reportType(files) else {
            return .multipart(subtype: "mixed", parameters: "", parts: parts)
        }
        return .multipart(subtype: "report", parameters: ";\r\n report-type=\(report)", parts: parts)
    }

    /// What kind of report it is: one that a machine can read stands behind the text, and at most the message behind that
    /// (RFC 6522, section 3).
    private func reportType(_ files: [LetterAttachment]) -> String? {
        guard files.count <= 2, let first = files.first, AttachmentPart(attachment: first, dialect: dialect).isNotice
        else { return nil }
        return first.contentType.split(separator: "/").last.map(String.init)
    }

    private var text: MIMENode {
        let body = TextPart(letter.body, dialect: dialect).node
        guard letter.body.contentType == .html, let plain = letter.alternativeText else { return body }
        let text = TextPart(LetterBody(.text, plain), dialect: dialect).node
        return .multipart(subtype: "alternative", parameters: "", parts: [text, body])
    }

    /// Whether the HTML shows it.
    private func isPicture(_ attachment: LetterAttachment) -> Bool {
        guard case .file = attachment.kind, attachment.isInline, attachment.contentID != nil else { return false }
        return letter.body.contentType == .html
    }

    /// RFC 2387 wants the type of the part that the others belong to.
    private func relatedType(_ node: MIMENode) -> String {
        if case .multipart = node { ";\r\n type=\"multipart/alternative\"" } else { ";\r\n type=\"text/html\"" }
    }

    private func part(_ attachment: LetterAttachment) -> MIMENode {
        AttachmentPart(attachment: attachment, dialect: dialect).node
    }
}
