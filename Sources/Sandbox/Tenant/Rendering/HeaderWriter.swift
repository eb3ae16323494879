import Domain

/// Writes header fields, folded and ended by CRLF (RFC 5322, section 2.2). No value can end its own line: controls
/// become spaces.
struct HeaderWriter {
    let words: Dialect.WordEncoding

    func text(_ name: String, _ value: String) -> [UInt8] {
        let value = Self.oneLine(value)
        guard EncodedText.isNeeded(for: value) else { return Array("\(name): \(Self.folded(value, name))\r\n".utf8) }
        return Array("\(name): \(EncodedText.words(value, words).joined(separator: "\r\n "))\r\n".utf8)
    }

    /// Nothing when there are no addresses.
    func addresses(_ name: String, _ entries: [NamedAddress]) -> [UInt8] {
        guard !entries.isEmpty else { return [] }
        return Array("\(name): \(entries.map(address).joined(separator: ",\r\n "))\r\n".utf8)
    }

    func identifiers(_ name: String, _ identifiers: [String]) -> [UInt8] {
        guard !identifiers.isEmpty else { return [] }
        return Array("\(name): \(identifiers.map(Self.oneLine).joined(separator: "\r\n "))\r\n".utf8)
    }

    func date(_ name: String, _ moment: Timestamp) -> [UInt8] {
        Array("\(name): \(MailDate.text(moment))\r\n".utf8)
    }

    private func address(_ entry: NamedAddress) -> String {
        let address = "<\(Self.oneLine(entry.address))>"
        guard let name = entry.name.map(Self.oneLine), !name.isEmpty else { return address }
        guard EncodedText.isNeeded(for: name) else { return "\(Self.phrase(name)) \(address)" }
        return "\(EncodedText.words(name, words).joined(separator: "\r\n ")) \(address)"
    }

    private static func phrase(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy { byte in
            byte == 0x20 || byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte >= 48 && byte <= 57 || byte == 45
        }
        return isPlain ? name : "\"\(escaped(name))\""
    }

    /// For a quoted string.
    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    static func oneLine(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return value }
        return String(
            String.UnicodeScalarView(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
    }

    /// Breaks lines in front of words that would go beyond column 78.
    private static func folded(_ value: String, _ name: String) -> String {
        var column = name.utf8.count + 2
        guard column + value.utf8.count > 78 else { return value }
        var result = ""
        for word in value.split(separator: " ", omittingEmptySubsequences: false) {
            if !result.isEmpty {
                let breaks = column + 1 + word.utf8.count > 78 && !word.isEmpty && result.last != " "
                result += breaks ? "\r\n " : " "
                column = breaks ? 1 : column + 1
            }
            result += word
            column += word.utf8.count
        }
        return result
    }
}
