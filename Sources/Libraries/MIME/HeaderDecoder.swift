internal import CGMime
package import Domain

/// Reads header values as they come from the outside: encoded words (RFC 2047), raw 8-bit, and broken ones of both.
package enum HeaderDecoder {
    /// Values beyond this many bytes are cut before they are looked into: no honest header comes near it.
    static let maximumLength = 1 << 18

    /// Unstructured text, such as a subject.
    package static func text(_ raw: [UInt8]) -> String {
        let text = unfolded(raw)
        return text.contains("=?") ? sanitized(EncodedWordDecoder.decode(text)) : text
    }

    /// A display name, its quotes removed. `nil` when nothing is left.
    package static func phrase(_ raw: [UInt8]) -> String? {
        let name = unquoted(text(raw))
        return name.isEmpty ? nil : name
    }

    /// The moment that a `Date` value names (RFC 5322, section 3.3, and the ways people get it wrong).
    package static func date(_ raw: [UInt8]) -> Timestamp? {
        GMimeLibrary.prepare()
        guard let moment = unsafe g_mime_utils_header_decode_date(unfolded(raw)) else { return nil }
        defer { unsafe g_date_time_unref(moment) }
        return unsafe Timestamp(secondsSince1970: Int64(g_date_time_to_unix(moment)))
    }

    /// Message identifiers with their angle brackets, as `References` and `In-Reply-To` list them; anything between
    /// them is passed over.
    package static func messageIDs(_ raw: [UInt8]) -> [String] {
        var found: [String] = []
        var rest = unfolded(raw)[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            let inner = rest[rest.index(after: start)..<end].filter { !$0.isWhitespace && $0 != "<" }
            if !inner.isEmpty { found.append("<\(inner)>") }
            rest = rest[rest.index(after: end)...]
        }
        return found
    }

    /// One line of text: folds opened, raw 8-bit read as UTF-8 or else windows-1252, no control characters, no space
    /// around.
    static func unfolded(_ raw: [UInt8]) -> String {
        let bytes = raw.prefix(maximumLength).filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        return sanitized(Charset.decode(bytes, from: nil))
    }

    /// Controls become spaces: a decoded header is one line, whatever an encoded word hid in it.
    private static func sanitized(_ text: String) -> String {
        let needsIt = text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
        let line =
            needsIt ? String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 })) : text
        return line.trimmingSpaces
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || scalar.value == 0x7F }

    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var name = ""
        var escaped = false
        for character in text.dropFirst().dropLast() {
            escaped = character == "\\" && !escaped
            if !escaped { name.append(character) }
        }
        return name.trimmingSpaces
    }
}

extension String {
    /// Without spaces and tabs at both ends.
    var trimmingSpaces: String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return self }
        let start = utf8.firstIndex { !isSpace($0) } ?? endIndex
        let end = utf8.lastIndex { !isSpace($0) }.map(utf8.index(after:)) ?? start
        return String(self[start..<end])
    }
}
