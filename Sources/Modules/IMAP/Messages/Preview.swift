internal import MIME

/// The first words of a message, from the first bytes of its text.
enum Preview {
    /// How many bytes of a part are asked for.
    static let bytes = 2_048
    /// How many characters are given out; Graph's `bodyPreview` has as many.
    private static let characters = 255

    /// Nil when nothing readable is in it. The bytes may end anywhere.
    static func text(_ raw: [UInt8], of leaf: MessageParts.Leaf) -> String? {
        let decoded = TransferDecoder.decode(raw, encoding: leaf.part.encoding)
        var text = Charset.decode(decoded, from: leaf.charset)
        while text.last == "\u{FFFD}" { text.removeLast() }  // a character that was cut
        if leaf.part.subtype == "html" { text = withoutEntities(withoutMarkup(Array(text.utf8))) }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.isEmpty ? nil : String(words.prefix(characters))
    }

    /// HTML as words. It need not be right for every page, only never slow and never fail.
    private static func withoutMarkup(_ html: [UInt8]) -> String {
        var result: [UInt8] = []
        var position = 0
        while position < html.count {
            guard html[position] == UInt8(ascii: "<") else {
                result.append(html[position])
                position += 1
                continue
            }
            result.append(0x20)
            position = end(ofMarkupAt: position, in: html)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Behind a tag, a comment, or an element whose content is not shown.
    private static func end(ofMarkupAt start: Int, in html: [UInt8]) -> Int {
        if matches("<!--", html, at: start) { return behind("-->", in: html, from: start) }
        for name in ["style", "script", "head", "title"] where matches("<" + name, html, at: start) {
            return behind(">", in: html, from: behind("</" + name, in: html, from: start))
        }
        return behind(">", in: html, from: start)
    }

    private static func behind(_ mark: String, in html: [UInt8], from start: Int) -> Int {
        var position = start
        while position < html.count {
            if matches(mark, html, at: position) { return position + mark.utf8.count }
            position += 1
        }
        return html.count
    }

    private static func matches(_ mark: String, _ html: [UInt8], at start: Int) -> Bool {
        guard start + mark.utf8.count <= html.count else { return false }
        var position = start
        for byte in mark.utf8 {
            guard html[position].uppercased == byte.uppercased else { return false }
            position += 1
        }
        return true
    }

    private static func withoutEntities(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        return entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    /// The ampersand last, so that nothing is undone twice.
    private static let entities = [
        ("&nbsp;", " "), ("&#160;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
        ("&apos;", "'"), ("&zwnj;", ""), ("&rsquo;", "’"), ("&lsquo;", "‘"), ("&ndash;", "–"), ("&mdash;", "—"),
        ("&hellip;", "…"), ("&amp;", "&"),
    ]
}
