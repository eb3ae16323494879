import Domain

/// Reads search keys, to a bounded depth.
struct IMAPSearchParser {
    static let deepest = 32
    /// The mailbox keeps keywords (`Facts.imapKeywords`).
    let allowsKeywords: Bool

    /// All keys to the end of the command.
    func keys(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPSearchKey {
        var keys = [try key(&scanner, depth: 0)]
        while scanner.take(" ") {
            if scanner.isAtEnd { break }
            keys.append(try key(&scanner, depth: 0))
        }
        return keys.count == 1 ? keys[0] : .every(keys)
    }

    private func key(_ scanner: inout IMAPScanner, depth: Int) throws(IMAPSyntaxError) -> IMAPSearchKey {
        guard depth < Self.deepest, let byte = scanner.peek else { throw .argument }
        if byte == UInt8(ascii: "(") {
            let keys = try scanner.list { scanner throws(IMAPSyntaxError) in try key(&scanner, depth: depth + 1) }
            guard !keys.isEmpty else { throw .argument }
            return .every(keys)
        }
        if byte == UInt8(ascii: "*") || (0x30...0x39).contains(byte) {
            return .sequence(try IMAPSequenceSet(scanning: &scanner))
        }
        let word = try scanner.word()
        if let flag = Self.flags[word] { return flag }
        switch word {
        case "NOT":
            try scanner.space()
            return .not(try key(&scanner, depth: depth + 1))
        case "OR":
            try scanner.space()
            let left = try key(&scanner, depth: depth + 1)
            try scanner.space()
            return .either(left, try key(&scanner, depth: depth + 1))
        default:
            try scanner.space()
            return try argued(word, &scanner)
        }
    }

    /// The keys that take one argument, or two.
    private func argued(_ word: String, _ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPSearchKey {
        switch word {
        case "UID": return .uid(try IMAPSequenceSet(scanning: &scanner))
        case "FROM", "TO", "CC", "BCC", "SUBJECT":
            guard let field = IMAPSearchKey.Field(rawValue: word) else { throw .argument }
            return .field(field, try text(&scanner))
        case "BODY": return .body(try text(&scanner))
        case "TEXT": return .text(try text(&scanner))
        case "HEADER":
            let name = try text(&scanner)
            try scanner.space()
            return .header(name, try text(&scanner))
        case "BEFORE": return .received(.before, try day(&scanner))
        case "ON": return .received(.on, try day(&scanner))
        case "SINCE": return .received(.since, try day(&scanner))
        case "SENTBEFORE": return .sent(.before, try day(&scanner))
        case "SENTON": return .sent(.on, try day(&scanner))
        case "SENTSINCE": return .sent(.since, try day(&scanner))
        case "LARGER": return .larger(try scanner.number())
        case "SMALLER": return .smaller(try scanner.number())
        case "KEYWORD", "UNKEYWORD":
            let flag = try IMAPFlag(scanning: &scanner)
            guard allowsKeywords || IMAPFlag.kept.contains(flag) else { throw .argument }
            return .flag(flag, isSet: word == "KEYWORD")
        default: throw .argument
        }
    }

    private func text(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> String {
        String(decoding: try scanner.astring(), as: UTF8.self)
    }

    private func day(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> Timestamp {
        guard let day = IMAPDate.day(try text(&scanner)) else { throw .argument }
        return day
    }

    private static let flags: [String: IMAPSearchKey] = [
        "ALL": .all, "NEW": .new, "OLD": .flag(.recent, isSet: false), "RECENT": .flag(.recent, isSet: true),
        "ANSWERED": .flag(.answered, isSet: true), "UNANSWERED": .flag(.answered, isSet: false),
        "DELETED": .flag(.deleted, isSet: true), "UNDELETED": .flag(.deleted, isSet: false),
        "DRAFT": .flag(.draft, isSet: true), "UNDRAFT": .flag(.draft, isSet: false),
        "FLAGGED": .flag(.flagged, isSet: true), "UNFLAGGED": .flag(.flagged, isSet: false),
        "SEEN": .flag(.seen, isSet: true), "UNSEEN": .flag(.seen, isSet: false),
    ]
}
