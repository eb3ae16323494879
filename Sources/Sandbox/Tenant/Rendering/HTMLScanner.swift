/// Cuts HTML into tokens in one pass (a subset of the HTML standard, section 13.2.5). Anything is HTML: nothing fails.
struct HTMLScanner {
    private let bytes: [UInt8]
    private var position = 0
    /// The element whose raw text comes next.
    private var rawElement: String?

    private static let commentStart = Array("<!--".utf8)
    private static let commentEnd = Array("-->".utf8)

    init(_ html: String) { bytes = Array(html.utf8) }

    /// Elements whose content is text up to their closing tag, whatever it looks like.
    static let rawElements: Set<String> = [
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
    ]

    mutating func next() -> HTMLToken? {
        guard position < bytes.count else { return nil }
        if let element = rawElement {
            rawElement = nil
            return .raw(rawText(of: element))
        }
        guard isTagStart(position) else { return .text(text()) }
        switch bytes[position + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"): return declaration()
        case UInt8(ascii: "/"): return closingTag()
        default: return openingTag()
        }
    }

    private func isTagStart(_ index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        return Self.isLetter(next) || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(next)
    }

    private mutating func text() -> String {
        let start = position
        position += 1
        while position < bytes.count, !isTagStart(position) { position += 1 }
        return string(start..<position)
    }

    private mutating func rawText(of element: String) -> String {
        let start = position
        let mark = Array("</\(element)".utf8)
        while position < bytes.count {
            if bytes[position] == mark[0], startsWith(mark, at: position), endsTagName(position + mark.count) { break }
            position += 1
        }
        return string(start..<position)
    }

    private func startsWith(_ mark: [UInt8], at index: Int) -> Bool {
        guard index + mark.count <= bytes.count else { return false }
        return mark.indices.allSatisfy { bytes[index + $0] == mark[$0] || bytes[index + $0] | 0x20 == mark[$0] }
    }

    /// `</styles` does not end a style.
    private func endsTagName(_ index: Int) -> Bool {
        index >= bytes.count || Self.isSpace(bytes[index]) || Self.endsName(bytes[index])
    }

    private mutating func declaration() -> HTMLToken {
        if startsWith(Self.commentStart, at: position) {
            position += 4
            // `<!-->` and `<!--->` are whole comments.
            if startsWith([UInt8(ascii: ">")], at: position) || startsWith(Array("->".utf8), at: position) {
                skip(past: UInt8(ascii: ">"))
                return .other
            }
            while position < bytes.count, !startsWith(Self.commentEnd, at: position) { position += 1 }
            position = min(position + 3, bytes.count)
        } else {
            skip(past: UInt8(ascii: ">"))
        }
        return .other
    }

    private mutating func skip(past byte: UInt8) {
        position = bytes[position...].firstIndex(of: byte).map { $0 + 1 } ?? bytes.count
    }

    private mutating func closingTag() -> HTMLToken {
        position += 2
        let name = tagName()
        let (_, isWhole) = attributes()
        return isWhole && !name.isEmpty ? .close(name: name) : .other
    }

    private mutating func openingTag() -> HTMLToken {
        position += 1
        let name = tagName()
        let (attributes, isWhole) = attributes()
        guard isWhole else { return .other }
        if Self.rawElements.contains(name) { rawElement = name }
        return .open(name: name, attributes: attributes)
    }

    private mutating func tagName() -> String {
        let start = position
        while position < bytes.count, !Self.isSpace(bytes[position]), !Self.endsName(bytes[position]) { position += 1 }
        return string(start..<position).lowercased()
    }

    /// Up to the end of the tag; not whole when the text ends first.
    private mutating func attributes() -> ([HTMLToken.Attribute], isWhole: Bool) {
        var found: [HTMLToken.Attribute] = []
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: ">") {
                position += 1
                return (found, true)
            }
            if Self.isSpace(byte) || byte == UInt8(ascii: "/") {
                position += 1
            } else {
                found.append(attribute())
            }
        }
        return (found, false)
    }

    private mutating func attribute() -> HTMLToken.Attribute {
        let start = position
        position += 1  // even a `=` begins a name
        while position < bytes.count, !Self.isSpace(bytes[position]), !Self.endsName(bytes[position]),
            bytes[position] != UInt8(ascii: "=")
        { position += 1 }
        let name = string(start..<position).lowercased()
        let afterName = position
        skipSpaces()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
            position = afterName
            return .init(name: name, value: nil)
        }
        position += 1
        skipSpaces()
        return .init(name: name, value: value())
    }

    private mutating func value() -> String {
        guard position < bytes.count else { return "" }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let start = position
            while position < bytes.count, !Self.isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">") {
                position += 1
            }
            return string(start..<position)
        }
        let start = position + 1
        let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
        position = min(end + 1, bytes.count)
        return string(start..<end)
    }

    private mutating func skipSpaces() {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }
    private static func endsName(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") }
}
