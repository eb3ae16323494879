/// Walks over one whole response. It knows the smallest things of IMAP's grammar (RFC 9051, section 9); its extensions
/// know the rest, a file a topic.
///
/// Nothing becomes a `String` here that need not, and every loop moves forward, so that the time is linear in the bytes.
struct ResponseScanner {
    let bytes: [UInt8]
    /// Just behind the response's last CRLF.
    let end: Int
    /// Where a literal's body is missing because it was streamed.
    let streamed: Int?
    var position: Int
    var remainingItems = IMAPLimits.items

    init(_ bytes: [UInt8], in range: Range<Int>, streamed: Int? = nil) {
        self.bytes = bytes
        self.end = max(range.lowerBound, range.upperBound - 2)
        self.streamed = streamed
        self.position = range.lowerBound
    }

    /// The next byte; 0 at the end.
    var next: UInt8 { position < end ? bytes[position] : 0 }

    var isAtEnd: Bool { position >= end }

    func fails<Value>(_ what: String) throws(IMAPSyntaxError) -> Value { throw IMAPSyntaxError(what) }

    mutating func countItem() throws(IMAPSyntaxError) {
        remainingItems -= 1
        guard remainingItems > 0 else { throw IMAPSyntaxError("too many items") }
    }

    /// Passes over spaces; some servers write two, or one where none belongs.
    mutating func skipSpaces() {
        while position < end, bytes[position] == 0x20 { position += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte, position < end else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(IMAPSyntaxError) {
        guard take(byte) else { throw IMAPSyntaxError("no \(Unicode.Scalar(byte)) where one belongs") }
    }

    /// Spaces, and whether a closing parenthesis followed, which is passed over too.
    mutating func endsList() throws(IMAPSyntaxError) -> Bool {
        skipSpaces()
        if take(UInt8(ascii: ")")) { return true }
        guard !isAtEnd else { throw IMAPSyntaxError("a list without an end") }
        try countItem()
        return false
    }

    /// A run of atom bytes.
    mutating func atom() throws(IMAPSyntaxError) -> Range<Int> {
        let begin = position
        while position < end, bytes[position].isAtomByte { position += 1 }
        guard position > begin else { throw IMAPSyntaxError("no atom where one belongs") }
        return begin..<position
    }

    /// A keyword, in capitals.
    mutating func keyword() throws(IMAPSyntaxError) -> String {
        let range = try atom()
        return String(decoding: bytes[range].lazy.map(\.uppercased), as: UTF8.self)
    }

    mutating func number() throws(IMAPSyntaxError) -> UInt64 {
        var value: UInt64 = 0
        let begin = position
        while position < end, bytes[position].isDigit {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(bytes[position] &- 0x30))
            guard !overflow, !carry else { throw IMAPSyntaxError("a number beyond 64 bits") }
            value = sum
            position += 1
        }
        guard position > begin else { throw IMAPSyntaxError("no number where one belongs") }
        return value
    }

    mutating func number32() throws(IMAPSyntaxError) -> UInt32 {
        guard let value = UInt32(exactly: try number()) else { throw IMAPSyntaxError("a number beyond 32 bits") }
        return value
    }

    /// Passes over `NIL` in any case, when it stands here as a whole word.
    mutating func takeNil() -> Bool {
        guard position + 3 <= end, bytes[position].uppercased == UInt8(ascii: "N"),
            bytes[position + 1].uppercased == UInt8(ascii: "I"), bytes[position + 2].uppercased == UInt8(ascii: "L"),
            position + 3 == end || !bytes[position + 3].isAtomByte
        else { return false }
        position += 3
        return true
    }

    var text: String { String(decoding: bytes[min(position, end)..<end], as: UTF8.self) }
}
