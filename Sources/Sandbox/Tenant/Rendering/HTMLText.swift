/// HTML and plain text made out of one another.
package enum HTMLText {
    /// The text that HTML shows: blocks on lines of their own, scripts and styles left out. It ends soon after `limit` bytes.
    package static func text(of html: String, limit: Int = .max) -> String {
        var scanner = HTMLScanner(html)
        var result: [UInt8] = []
        while result.count < limit, let token = scanner.next() {
            switch token {
            case .text(let text): append(HTMLEntities.decoded(text), to: &result)
            case .open(let name, _): if breaks.contains(name) { newLine(in: &result, isForced: name == "br") }
            case .close(let name): if blocks.contains(name) { newLine(in: &result, isForced: false) }
            case .raw, .other: break
            }
        }
        while let last = result.last, last <= 0x20 { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }

    /// A page that shows the text.
    package static func html(of text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            escaped(String(line))
        }
        return "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>"
            + "<div>\(lines.joined(separator: "<br>\r\n"))</div></body></html>"
    }

    /// The text where HTML is meant to show it: good between tags and in quoted attributes.
    package static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [38, 60, 62, 34, 39].contains($0) }) else { return text }
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result += Array("&amp;".utf8)
            case UInt8(ascii: "<"): result += Array("&lt;".utf8)
            case UInt8(ascii: ">"): result += Array("&gt;".utf8)
            case UInt8(ascii: "\""): result += Array("&quot;".utf8)
            case UInt8(ascii: "'"): result += Array("&#39;".utf8)
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let blocks: Set<String> = [
        "p", "div", "tr", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "pre", "hr",
        "section", "article", "header", "footer", "dt", "dd",
    ]
    private static let breaks = blocks.union(["br"])

    /// White space in HTML is one space; one that does not break is kept as a space.
    private static func append(_ text: String, to result: inout [UInt8]) {
        for byte in text.utf8 {
            if byte == 0x20 || (9...13).contains(byte) {
                if let last = result.last, last > 0x20 { result.append(0x20) }
            } else if byte == 0xa0, result.last == 0xc2 {
                result[result.count - 1] = 0x20
            } else {
                result.append(byte)
            }
        }
    }

    private static func newLine(in result: inout [UInt8], isForced: Bool) {
        while result.last == 0x20 { result.removeLast() }
        if isForced || result.last ?? 10 != 10 { result += [13, 10] }
    }
}
