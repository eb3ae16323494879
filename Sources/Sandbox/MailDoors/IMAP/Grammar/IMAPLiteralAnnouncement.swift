/// The `{12}` or `{12+}` at the end of a line (RFC 3501, section 4.3; RFC 7888).
struct IMAPLiteralAnnouncement: Hashable {
    let count: Int
    /// The client waits to be told to go on.
    let waits: Bool
    /// How many bytes the announcement itself takes.
    let length: Int

    init?(_ line: [UInt8]) {
        guard line.last == UInt8(ascii: "}"), let open = line.suffix(16).lastIndex(of: UInt8(ascii: "{")) else {
            return nil
        }
        var digits = line[(open + 1)..<(line.count - 1)]
        waits = digits.last != UInt8(ascii: "+")
        if !waits { digits.removeLast() }
        guard (1...10).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        count = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        length = line.count - open
    }
}
