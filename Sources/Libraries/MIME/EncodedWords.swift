internal import Domain

/// Text beyond ASCII for header fields (RFC 2047): words of UTF-8 in base64, none of them longer than 75 characters.
enum EncodedWords {
    /// The words; a folding white space goes between them, and decoders take it out again.
    static func encode(_ text: String) -> [String] {
        var words: [String] = []
        var chunk: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunk.count + bytes.count > bytesInWord {
                words.append(word(chunk))
                chunk = []
            }
            chunk += bytes
        }
        return chunk.isEmpty ? words : words + [word(chunk)]
    }

    /// Whether the text cannot stand as it is: beyond ASCII, or readable as an encoded word.
    static func areNeeded(for text: String) -> Bool {
        text.utf8.contains { $0 >= 0x80 || $0 < 0x20 && $0 != 0x09 } || text.contains("=?")
    }

    /// `=?UTF-8?B?` and `?=` leave 63 of 75 characters (RFC 2047, section 2): 60 digits.
    private static let bytesInWord = 45

    private static func word(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Base64(bytes).text)?=" }
}
