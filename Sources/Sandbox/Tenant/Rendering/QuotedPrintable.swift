/// Writes quoted-printable (RFC 2045, section 6.7) of a text whose lines end in CRLF.
enum QuotedPrintable {
    private static let longestLine = 76

    static func encode(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count + text.count / 8)
        var column = 0
        var index = 0
        while index < text.count {
            if isLineEnd(text, index) {
                output += [13, 10]
                column = 0
                index += 2
                continue
            }
            let unit = unit(of: text, at: index)
            // One place is the soft break's.
            if column + unit.count >= longestLine {
                output += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            output += unit
            column += unit.count
            index += 1
        }
        return output
    }

    private static func isLineEnd(_ text: [UInt8], _ index: Int) -> Bool {
        text[index] == 13 && index + 1 < text.count && text[index + 1] == 10
    }

    private static func unit(of text: [UInt8], at index: Int) -> [UInt8] {
        let byte = text[index]
        let isSpace = byte == 0x20 || byte == 0x09
        let endsLine = index + 1 == text.count || isLineEnd(text, index + 1)
        if isSpace ? !endsLine : (33...126).contains(byte) && byte != UInt8(ascii: "=") { return [byte] }
        return [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }

    static let hex = Array("0123456789ABCDEF".utf8)
}
