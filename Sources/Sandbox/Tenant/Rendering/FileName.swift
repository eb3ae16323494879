/// A file's name as a parameter of a header field.
struct FileName {
    let name: String
    let dialect: Dialect

    init(_ name: String, dialect: Dialect) {
        self.name = HeaderWriter.oneLine(name)
        self.dialect = dialect
    }

    /// The parameter on a line of its own, or on several.
    func parameter(_ key: String) -> String {
        guard name.utf8.contains(where: { $0 >= 0x80 }) || name.utf8.count > 60 else {
            return "\r\n \(key)=\"\(HeaderWriter.escaped(name))\""
        }
        return dialect.namesInWords ? inWords(key) : continued(key)
    }

    /// Against RFC 2047, section 5, and as Exchange does it.
    private func inWords(_ key: String) -> String {
        "\r\n \(key)=\"\(EncodedText.words(name, .base64).joined(separator: "\r\n "))\""
    }

    /// Percent-encoded, in sections of at most 60 characters (RFC 2231, sections 3 and 4).
    private func continued(_ key: String) -> String {
        var sections: [String] = [""]
        for byte in name.utf8 {
            let unit = Self.isPlain(byte) ? String(UnicodeScalar(byte)) : Self.percent(byte)
            if sections[sections.count - 1].utf8.count + unit.utf8.count > 60 { sections.append("") }
            sections[sections.count - 1] += unit
        }
        if sections.count == 1 { return "\r\n \(key)*=utf-8''\(sections[0])" }
        return sections.enumerated().map { "\r\n \(key)*\($0)*=\($0 == 0 ? "utf-8''" : "")\($1)" }
            .joined(separator: ";")
    }

    private static func percent(_ byte: UInt8) -> String {
        "%"
            + String(
                decoding: [QuotedPrintable.hex[Int(byte >> 4)], QuotedPrintable.hex[Int(byte & 15)]], as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20) || [45, 46, 95].contains(byte)
    }
}
