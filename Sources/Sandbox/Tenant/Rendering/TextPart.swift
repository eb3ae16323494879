/// A text as one part, in UTF-8.
struct TextPart {
    let body: LetterBody
    let dialect: Dialect

    init(_ body: LetterBody, dialect: Dialect) {
        self.body = body
        self.dialect = dialect
    }

    var node: MIMENode {
        let text = TextLines.withCRLF(Array(body.content.utf8))
        let (encoding, content) = encoded(text)
        let type = body.contentType == .html ? "text/html" : "text/plain"
        let header =
            "Content-Type: \(type); charset=\"\(dialect.charset)\"\r\nContent-Transfer-Encoding: \(encoding)\r\n"
        return .leaf(header: Array(header.utf8), content: content)
    }

    private func encoded(_ text: [UInt8]) -> (name: String, content: MIMEDocument.Segment) {
        if dialect.isSparing, TextLines.arePlain(text) { return ("7bit", .bytes(text)) }
        if !dialect.isSparing, text.contains(where: { $0 >= 0x80 }) { return ("base64", .base64(.held(text))) }
        return ("quoted-printable", .bytes(QuotedPrintable.encode(text)))
    }
}
