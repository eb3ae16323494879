/// The pattern of LIST: `*` stands for anything, `%` for anything within one level (RFC 3501, section 6.3.8).
package struct IMAPPattern {
    private enum Piece: Equatable {
        /// In lower case.
        case byte(UInt8)
        case level
        case anything
    }
    /// No two wildcards stand side by side.
    private var pieces: [Piece] = []
    /// How many bytes the shortest name has.
    private var shortest = 0

    package init(reference: [UInt8], pattern: [UInt8]) {
        for byte in reference + pattern {
            switch byte {
            case UInt8(ascii: "*"):
                if isEndingInWildcard { pieces.removeLast() }
                pieces.append(.anything)
            case UInt8(ascii: "%"): if !isEndingInWildcard { pieces.append(.level) }
            default:
                pieces.append(.byte(Self.lower(byte)))
                shortest += 1
            }
        }
    }

    private var isEndingInWildcard: Bool { pieces.last == .anything || pieces.last == .level }

    /// Compares encoded names without case. Keeps which places in the pattern could be reached; a pattern with more bytes
    /// than the name is not looked at, so that time is bounded by the square of the name, whatever a client wrote.
    package func matches(_ name: [UInt8]) -> Bool {
        guard shortest <= name.count else { return false }
        var reached = [Bool](repeating: false, count: pieces.count + 1)
        reached[0] = true
        skipWildcards(&reached)
        for byte in name { step(over: Self.lower(byte), &reached) }
        return reached[pieces.count]
    }

    /// From the end, so that each place still sees what was reached before.
    private func step(over byte: UInt8, _ reached: inout [Bool]) {
        for place in stride(from: pieces.count, through: 0, by: -1) {
            reached[place] =
                (reached[place] && place < pieces.count && covers(pieces[place], byte))
                || (place > 0 && reached[place - 1] && pieces[place - 1] == .byte(byte))
        }
        skipWildcards(&reached)
    }

    private func covers(_ piece: Piece, _ byte: UInt8) -> Bool {
        piece == .anything || piece == .level && byte != UInt8(ascii: "/")
    }

    /// Wildcards may stand for nothing.
    private func skipWildcards(_ reached: inout [Bool]) {
        for place in pieces.indices where reached[place] && (pieces[place] == .anything || pieces[place] == .level) {
            reached[place + 1] = true
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5a).contains(byte) ? byte + 0x20 : byte }
}
