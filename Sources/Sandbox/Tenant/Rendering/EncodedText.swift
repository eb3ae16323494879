import Domain

/// Text beyond ASCII in header fields: encoded words of UTF-8 (RFC 2047).
enum EncodedText {
    static func isNeeded(for text: String) -> Bool {
        text.utf8.contains { $0 >= 0x80 } || text.contains("=?")
    }

    /// Each of at most 75 characters (section 2), none cutting a character in two.
    static func words(_ text: String, _ encoding: Dialect.WordEncoding) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        var room = 0
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            let cost = encoding == .base64 ? bytes.count : bytes.reduce(0) { $0 + (isPlain($1) ? 1 : 3) }
            if room + cost > (encoding == .base64 ? 45 : 60) {
                words.append(word(chunk, encoding))
                chunk = []
                room = 0
            }
            chunk += bytes
            room += cost
        }
        return chunk.isEmpty ? words : words + [word(chunk, encoding)]
    }

    private static func word(_ bytes: [UInt8], _ encoding: Dialect.WordEncoding) -> String {
        switch encoding {
        case .base64: "=?utf-8?B?\(Base64(bytes).text)?="
        case .quotedPrintable: "=?UTF-8?Q?\(String(decoding: bytes.flatMap(escaped), as: UTF8.self))?="
        }
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        if byte == 0x20 { return [UInt8(ascii: "_")] }
        if isPlain(byte) { return [byte] }
        return [UInt8(ascii: "="), QuotedPrintable.hex[Int(byte >> 4)], QuotedPrintable.hex[Int(byte & 15)]]
    }

    /// What may stand for itself in a word anywhere, in a phrase too (section 5); a space becomes one byte as well.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte == 0x20 || (48...57).contains(byte) || (97...122).contains(byte | 0x20)
    }
}
