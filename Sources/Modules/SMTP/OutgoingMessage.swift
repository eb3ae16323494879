package import Mail

/// A message that may go out over SMTP: every line ends with CRLF, and nowhere else is a CR or LF.
///
/// A bare one is refused, because servers disagree on what it means, and a message must not end where its writer did not
/// end it (SMTP smuggling; RFC 5321, section 2.3.8).
package struct OutgoingMessage: Sendable {
    package let bytes: [UInt8]
    /// Some byte is beyond ASCII.
    package let isEightBit: Bool
    /// A header field has bytes beyond ASCII (RFC 6532).
    package let hasInternationalHeader: Bool

    package init(_ bytes: [UInt8]) throws(MailError) {
        var previous: UInt8 = 0
        var inHeader = true
        var lineLength = 0
        var (eightBit, internationalHeader) = (false, false)
        for byte in bytes {
            if (byte == Self.lineFeed) != (previous == Self.carriageReturn) { throw Self.bareLineEnd }
            if byte >= 0x80 {
                eightBit = true
                if inHeader { internationalHeader = true }
            }
            if byte == Self.lineFeed {
                if lineLength == 1 { inHeader = false }
                lineLength = 0
            } else {
                lineLength += 1
            }
            previous = byte
        }
        guard previous != Self.carriageReturn else { throw Self.bareLineEnd }
        self.bytes = bytes
        isEightBit = eightBit
        hasInternationalHeader = internationalHeader
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let bareLineEnd = MailError.invalid(field: "raw", reason: "a CR or LF that is not part of a CRLF")

    /// How much is read for one write.
    private static let pieceSize = 64 << 10

    /// What ends the message on the wire: its last line end is held back, so that nothing is complete before this.
    package var terminator: [UInt8] { Array((bytes.isEmpty ? ".\r\n" : "\r\n.\r\n").utf8) }

    /// The next piece after that position, dots at line starts doubled (RFC 5321, section 4.5.2); nil at the end.
    package func nextPiece(after position: inout Int) -> [UInt8]? {
        let end = bytes.last == Self.lineFeed ? bytes.count - 2 : bytes.count
        guard position < end else { return nil }
        let limit = min(position + Self.pieceSize, end)
        var piece: [UInt8] = []
        piece.reserveCapacity(limit - position + 64)
        var start = position
        for index in position..<limit
        where bytes[index] == UInt8(ascii: ".") && (index == 0 || bytes[index - 1] == Self.lineFeed) {
            piece += bytes[start..<index]
            piece.append(UInt8(ascii: "."))
            start = index
        }
        piece += bytes[start..<limit]
        position = limit
        return piece
    }
}
