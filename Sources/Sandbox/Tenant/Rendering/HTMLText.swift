/// HTML and plain text made out of one another.
package enum HTMLText {
    /// The text that HTML shows: blocks on lines of their own, scripts and styles left out.
    package static func text(of html: String) -> String {
        var scanner = HTMLScanner(html)
        var result = ""
        while let token = scanner.next() {
            switch token {
            case .text(let text): append(HTMLEntities.decoded(text), to: &result)
            case .open(let name, _): if breaks.contains(name) { newLine(in: &result, isForced: name == "br") }
            case .close(let name): if blocks.contains(name) { newLine(in: &result, isForced: false) }
            case .raw, .other: break
            }
        }
        return String(result.reversed().drop(while: \.isWhitespace).reversed())
    }

    /// A page that shows the text.
    package static func html(of text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            escaped(String(line))
        }
        return "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>"
            + "<div>\(lines.joined(separator: "<br>\r\n"))</div></body></html>"
    }

    /// The text where HTML is meant to show it.
    package static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [38, 60, 62, 34].contains($0) }) else { return text }
        return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static let blocks: Set<String> = [
        "p", "div", "tr", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "hr",
        "section", "article", "header", "footer", "dt", "dd",
    ]
    private static let breaks = blocks.union(["br"])

    /// White space in HTML is one space.
    private static func append(_ text: String, to result: inout String) {
        for character in text {
            if character.isWhitespace, character != "\u{A0}" {
                if let last = result.last, !last.isWhitespace { result.append(" ") }
            } else {
                result.append(character == "\u{A0}" ? " " : character)
            }
        }
    }

    private static func newLine(in result: inout String, isForced: Bool) {
        while result.last == " " { result.removeLast() }
        guard isForced || !(result.isEmpty || result.last == "\r\n") else { return }
        result.append("\r\n")
    }
}
