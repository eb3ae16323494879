/// Reads the words of a command from left to right (RFC 3501, section 9). It looks at each byte once and never recurses.
struct IMAPScanner {
    private let text: IMAPCommandText
    private var line = 0
    private var position = 0

    init(_ text: IMAPCommandText) { self.text = text }

    var isAtEnd: Bool { peek == nil && line == text.literals.count }

    /// The next byte of the line; nil at its end, where a literal may stand.
    var peek: UInt8? { position < text.lines[line].count ? text.lines[line][position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool { take(UInt8(ascii: character)) }

    mutating func expect(_ character: Unicode.Scalar) throws(IMAPSyntaxError) {
        guard take(character) else { throw .argument }
    }

    mutating func space() throws(IMAPSyntaxError) { try expect(" ") }

    /// The end of the command, blanks before it forgiven.
    mutating func end() throws(IMAPSyntaxError) {
        while take(" ") {}
        guard isAtEnd else { throw .argument }
    }

    /// As many bytes as satisfy; at least one.
    mutating func run(_ belongs: (UInt8) -> Bool) throws(IMAPSyntaxError) -> [UInt8] {
        let start = position
        while let byte = peek, belongs(byte) { position += 1 }
        guard position > start else { throw .argument }
        return Array(text.lines[line][start..<position])
    }

    /// A word of the protocol, in upper case.
    mutating func word() throws(IMAPSyntaxError) -> String {
        String(decoding: try run { Self.isAtom($0) }, as: UTF8.self).uppercased()
    }

    /// Passes over a word if it comes next, in any case.
    mutating func take(word: String) -> Bool {
        let wanted = Array(word.utf8)
        let bytes = text.lines[line]
        guard bytes.count - position >= wanted.count else { return false }
        for (offset, byte) in wanted.enumerated() where Self.upper(bytes[position + offset]) != byte { return false }
        position += wanted.count
        return true
    }

    mutating func number() throws(IMAPSyntaxError) -> UInt32 {
        let digits = try run { (0x30...0x39).contains($0) }
        guard digits.count <= 10, let number = UInt32(String(decoding: digits, as: UTF8.self)) else { throw .argument }
        return number
    }

    mutating func astring() throws(IMAPSyntaxError) -> [UInt8] {
        if peek == nil || peek == UInt8(ascii: "\"") { return try string() }
        return try run { Self.isAtom($0) || $0 == UInt8(ascii: "]") }
    }

    /// A mailbox's name in LIST, where `%` and `*` need no quotes.
    mutating func listMailbox() throws(IMAPSyntaxError) -> [UInt8] {
        if peek == nil || peek == UInt8(ascii: "\"") { return try string() }
        return try run { Self.isAtom($0) || Array("]%*".utf8).contains($0) }
    }

    /// A quoted string or a literal.
    mutating func string() throws(IMAPSyntaxError) -> [UInt8] {
        if peek == nil { return try literal() }
        try expect("\"")
        var content: [UInt8] = []
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: "\"") { return content }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = peek else { throw .argument }
                position += 1
                content.append(escaped)
            } else {
                content.append(byte)
            }
        }
        throw .argument
    }

    mutating func literal() throws(IMAPSyntaxError) -> [UInt8] {
        guard peek == nil, line < text.literals.count else { throw .argument }
        defer {
            line += 1
            position = 0
        }
        return text.literals[line]
    }

    /// `(a b c)`, or nothing between the brackets.
    mutating func list<Item>(
        _ item: (inout IMAPScanner) throws(IMAPSyntaxError) -> Item
    ) throws(IMAPSyntaxError) -> [Item] {
        try expect("(")
        var items: [Item] = []
        while !take(")") {
            if !items.isEmpty { try space() }
            items.append(try item(&self))
        }
        return items
    }

    /// Printable ASCII but `atom-specials`.
    static func isAtom(_ byte: UInt8) -> Bool { (0x21...0x7e).contains(byte) && !atomSpecials.contains(byte) }

    private static let atomSpecials = Array("(){%*\"\\]".utf8)

    private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7a).contains(byte) ? byte - 0x20 : byte }
}
