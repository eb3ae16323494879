/// What every message has to be, whoever wrote it: lines that end in CRLF, and no CR, LF or NUL elsewhere.
///
/// A bare CR or LF is read as a line end by some servers and not by others: that is how a second message is smuggled
/// into the first.
enum LineCheck {
    /// RFC 5322, section 2.1.1, without the CRLF.
    static let maximumLineLength = 998

    static func check(_ bytes: [UInt8], field: String) throws(MIMEError) {
        if let reason = fault(in: bytes) { throw .invalid(field: field, reason: reason) }
    }

    private static func fault(in bytes: [UInt8]) -> String? {
        var lineLength = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0 { return "a NUL byte" }
            if (byte == UInt8(ascii: "\n")) != (previous == UInt8(ascii: "\r")) { return "a bare CR or LF" }
            lineLength = byte == UInt8(ascii: "\n") ? 0 : lineLength + 1
            if lineLength > maximumLineLength + (byte == UInt8(ascii: "\r") ? 1 : 0) {
                return "a line of more than \(maximumLineLength) bytes"
            }
            previous = byte
        }
        return previous == UInt8(ascii: "\r") ? "a bare CR or LF" : nil
    }
}
