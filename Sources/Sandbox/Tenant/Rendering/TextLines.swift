/// Lines of text in mail.
enum TextLines {
    /// Every line end, LF, CR or CRLF, as CRLF.
    static func withCRLF(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + 64)
        var previous: UInt8 = 0
        for byte in text {
            switch byte {
            case 10 where previous == 13: break
            case 10, 13: output += [13, 10]
            default: output.append(byte)
            }
            previous = byte
        }
        return output
    }

    /// Whether a text with CRLF lines can travel as it is: ASCII, lines of at most 78 bytes (RFC 5322, section 2.1.1),
    /// no space at a line's end that somebody may take away.
    static func arePlain(_ text: [UInt8]) -> Bool {
        var column = 0
        var previous: UInt8 = 0
        for byte in text {
            if byte >= 0x7f || byte < 0x20 && ![9, 10, 13].contains(byte) { return false }
            if byte == 13, previous == 0x20 || previous == 0x09 { return false }
            column = byte == 10 ? 0 : column + 1
            if column > 79 { return false }
            previous = byte
        }
        return true
    }
}
