/// One thing that FETCH asks of each message (RFC 3501, section 6.4.5).
enum IMAPFetchItem: Hashable, Sendable {
    case flags, uid, internalDate, size, envelope
    /// `BODY`, and with what only `BODYSTRUCTURE` tells.
    case structure(extended: Bool)
    /// `RFC822`, `RFC822.HEADER` and `RFC822.TEXT` are sections by other names.
    case section(IMAPSection, peeks: Bool, partial: Partial?, name: String)

    /// `<first.count>`.
    struct Partial: Hashable, Sendable {
        var first: Int
        var count: Int
    }

    /// Whether \Seen is set by looking.
    var marksRead: Bool {
        if case .section(_, peeks: false, _, _) = self { true } else { false }
    }
}

extension IMAPFetchItem {
    /// A list in brackets, one item, or a macro. Attributes are bounded by the length of a line.
    static func items(scanning scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> [IMAPFetchItem] {
        if scanner.peek == UInt8(ascii: "(") {
            let items = try scanner.list { scanner throws(IMAPSyntaxError) in try item(scanning: &scanner) }
            guard !items.isEmpty else { throw .argument }
            return items
        }
        if scanner.take(word: "ALL") { return [.flags, .internalDate, .size, .envelope] }
        if scanner.take(word: "FAST") { return [.flags, .internalDate, .size] }
        if scanner.take(word: "FULL") { return [.flags, .internalDate, .size, .envelope, .structure(extended: false)] }
        return [try item(scanning: &scanner)]
    }

    private static func item(scanning scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPFetchItem {
        let word = String(
            decoding: try scanner.run { IMAPScanner.isAtom($0) && $0 != UInt8(ascii: "[") }, as: UTF8.self
        ).uppercased()
        switch word {
        case "FLAGS": return .flags
        case "UID": return .uid
        case "INTERNALDATE": return .internalDate
        case "ENVELOPE": return .envelope
        case "BODYSTRUCTURE": return .structure(extended: true)
        case "RFC822.SIZE": return .size
        case "RFC822": return .section(IMAPSection(), peeks: false, partial: nil, name: word)
        case "RFC822.HEADER": return .section(IMAPSection(text: .header), peeks: true, partial: nil, name: word)
        case "RFC822.TEXT": return .section(IMAPSection(text: .text), peeks: false, partial: nil, name: word)
        case "BODY", "BODY.PEEK": return try body(&scanner, peeks: word == "BODY.PEEK")
        default: throw .argument
        }
    }

    private static func body(
        _ scanner: inout IMAPScanner, peeks: Bool
    ) throws(IMAPSyntaxError) -> IMAPFetchItem {
        guard scanner.take("[") else {
            guard !peeks else { throw .argument }
            return .structure(extended: false)
        }
        let section = try IMAPSection(scanning: &scanner)
        var partial: Partial?
        if scanner.take("<") {
            let first = Int(try scanner.number())
            try scanner.expect(".")
            let count = Int(try scanner.number())
            guard count > 0 else { throw .argument }
            try scanner.expect(">")
            partial = Partial(first: first, count: count)
        }
        let origin = partial.map { "<\($0.first)>" } ?? ""
        return .section(section, peeks: peeks, partial: partial, name: "BODY[\(section.label)]\(origin)")
    }
}
