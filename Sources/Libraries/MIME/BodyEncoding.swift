/// How a body travels: as it is where that is safe, else in the shorter of the two encodings.
enum BodyEncoding {
    case sevenBit, quotedPrintable, base64

    /// For a text with LF line ends.
    init(forText text: [UInt8]) {
        var lineLength = 0
        var isPlain = true
        var foreign = 0
        for byte in text {
            lineLength = byte == UInt8(ascii: "\n") ? 0 : lineLength + 1
            if lineLength > Self.longestPlainLine || byte == UInt8(ascii: "\r") { isPlain = false }
            if byte >= 0x7F || byte < 0x20 && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t") {
                isPlain = false
                foreign += 1
            }
        }
        // Quoted-printable takes three bytes for one, base64 four for three.
        self = isPlain ? .sevenBit : foreign * 6 <= text.count ? .quotedPrintable : .base64
    }

    /// RFC 5322, section 2.1.1: lines should not be longer.
    private static let longestPlainLine = 78
}
