/// Quoted-printable (RFC 2045, section 6.7). An escape that is none stays as it stands.
struct QuotedPrintableDecoder: Sendable {
    /// What came since a `=` that could not be decided yet: `=`, `=4`, or `=` and white space before a line end.
    private var pending: [UInt8] = []

    mutating func decode(_ piece: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(piece.count)
        for byte in piece {
            if pending.isEmpty, byte != UInt8(ascii: "=") {
                output.append(byte)
            } else {
                step(byte, into: &output)
            }
        }
        return output
    }

    /// An escape that was cut off at the end is given as it stands; a bare `=` there is a soft line break.
    mutating func finish() -> [UInt8] {
        defer { pending = [] }
        return pending.count == 2 && Self.hexValue(pending[1]) != nil ? pending : []
    }

    private mutating func step(_ byte: UInt8, into output: inout [UInt8]) {
        switch (byte, pending.count) {
        case (UInt8(ascii: "="), 0):
            pending = [byte]
        case (UInt8(ascii: "\n"), _) where isSoftBreak:
            pending = []
        case (UInt8(ascii: "\r"), _) where isSoftBreak && pending.last != byte,
            (UInt8(ascii: " "), _) where isSoftBreak && pending.count < Self.longestPadding,
            (UInt8(ascii: "\t"), _) where isSoftBreak && pending.count < Self.longestPadding:
            pending.append(byte)
        case (_, 1) where Self.hexValue(byte) != nil:
            pending.append(byte)
        case (_, 2):
            guard let high = Self.hexValue(pending[1]), let low = Self.hexValue(byte) else { fallthrough }
            output.append(high << 4 | low)
            pending = []
        default:
            output += pending
            pending = byte == UInt8(ascii: "=") ? [byte] : []
            if pending.isEmpty { output.append(byte) }
        }
    }

    /// Whether only white space came since the `=`.
    private var isSoftBreak: Bool { !pending.isEmpty && (pending.count == 1 || Self.hexValue(pending[1]) == nil) }

    /// A line of quoted-printable has 76 characters at most.
    private static let longestPadding = 76

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
