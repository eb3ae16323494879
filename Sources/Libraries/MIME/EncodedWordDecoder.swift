/// Reads encoded words (RFC 2047) wherever they stand, and leaves everything else as it is.
///
/// Our own rather than GMime's, which loses what follows a padded base64 word: half of all subjects with an emoji.
enum EncodedWordDecoder {
    /// One word, opened up but not decoded.
    private struct Word {
        /// Without the language that RFC 2231, section 5 allows after it.
        var charset: String
        var isBase64: Bool
        var payload: [UInt8]
    }

    /// Words that follow one another in one charset are decoded together: mailers cut characters in two.
    static func decode(_ text: String) -> String {
        var result = ""
        var run: [Word] = []
        var rest = Array(text.utf8)[...]
        while let start = nextMark(in: rest) {
            guard let (word, end) = word(in: rest[start...]) else {
                result += flush(&run) + string(rest[..<(start + 2)])
                rest = rest[(start + 2)...]
                continue
            }
            let between = rest[..<start]
            if run.isEmpty || !between.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                result += flush(&run) + string(between)
            } else if run.last?.charset.lowercased() != word.charset.lowercased() {
                result += flush(&run)
            }
            run.append(word)
            rest = rest[end...]
        }
        return result + flush(&run) + string(rest)
    }

    private static func flush(_ run: inout [Word]) -> String {
        guard let charset = run.first?.charset else { return "" }
        defer { run = [] }
        var bytes: [UInt8] = []
        var base64 = Base64Decoder()
        for word in run {
            if word.isBase64 {
                bytes += base64.decode(word.payload)
            } else {
                bytes += base64.finish() + TransferDecoder.decode(word.payload, encoding: "quoted-printable")
            }
        }
        return Charset.decode(bytes + base64.finish(), from: charset)
    }

    private static func nextMark(in bytes: ArraySlice<UInt8>) -> Int? {
        var position = bytes.startIndex
        while let found = bytes[position...].firstIndex(of: UInt8(ascii: "=")) {
            if found + 1 < bytes.endIndex, bytes[found + 1] == UInt8(ascii: "?") { return found }
            position = found + 1
        }
        return nil
    }

    /// `=?charset?encoding?payload?=` at the beginning of the bytes, and where it ends. A payload may hold spaces,
    /// though it should not, and a word may be longer than 75 characters.
    private static func word(in bytes: ArraySlice<UInt8>) -> (Word, end: Int)? {
        let mark = UInt8(ascii: "?")
        let head = bytes.startIndex + 2
        guard let charsetEnd = bytes[head...].prefix(80).firstIndex(of: mark), charsetEnd > head,
            charsetEnd + 2 < bytes.endIndex, bytes[charsetEnd + 2] == mark
        else { return nil }
        let payloadStart = charsetEnd + 3
        guard let payloadEnd = bytes[payloadStart...].firstIndex(of: mark), payloadEnd + 1 < bytes.endIndex,
            bytes[payloadEnd + 1] == UInt8(ascii: "=")
        else { return nil }
        let payload = bytes[payloadStart..<payloadEnd]
        let charset = string(bytes[head..<charsetEnd].prefix { $0 != UInt8(ascii: "*") })
        switch bytes[charsetEnd + 1] | 0x20 {
        case UInt8(ascii: "b"):
            return (Word(charset: charset, isBase64: true, payload: Array(payload)), payloadEnd + 2)
        case UInt8(ascii: "q"):
            let spaced = payload.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }
            return (Word(charset: charset, isBase64: false, payload: spaced), payloadEnd + 2)
        default: return nil
        }
    }

    private static func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
