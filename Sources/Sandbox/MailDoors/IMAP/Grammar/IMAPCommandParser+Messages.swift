import Domain

extension IMAPCommandParser {
    /// Those that name messages, by sequence number or by UID.
    func messageCommand(
        _ name: String, _ byUID: Bool, _ scanner: inout IMAPScanner
    ) throws(IMAPSyntaxError) -> IMAPCommand? {
        switch name {
        case "EXPUNGE" where byUID: return .expungeUIDs(try set(&scanner))
        case "SEARCH": return try search(byUID, &scanner)
        case "FETCH":
            let set = try set(&scanner)
            try scanner.space()
            return .fetch(set, try IMAPFetchItem.items(scanning: &scanner), byUID: byUID)
        case "STORE": return try store(byUID, &scanner)
        case "COPY": return .copy(try set(&scanner), to: try mailbox(&scanner), byUID: byUID)
        case "MOVE" where moves: return .move(try set(&scanner), to: try mailbox(&scanner), byUID: byUID)
        default: return nil
        }
    }

    private func set(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPSequenceSet {
        try scanner.space()
        return try IMAPSequenceSet(scanning: &scanner)
    }

    private func search(_ byUID: Bool, _ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPCommand {
        try scanner.space()
        if scanner.take(word: "CHARSET ") {
            let charset = String(decoding: try scanner.astring(), as: UTF8.self).uppercased()
            guard charset == "US-ASCII" || knowsUTF8 && charset == "UTF-8" else { throw .charset }
            try scanner.space()
        }
        return .search(try IMAPSearchParser(allowsKeywords: allowsKeywords).keys(&scanner), byUID: byUID)
    }

    private func store(_ byUID: Bool, _ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPCommand {
        let set = try set(&scanner)
        try scanner.space()
        let mode: IMAPCommand.FlagChange.Mode = scanner.take("+") ? .add : scanner.take("-") ? .remove : .replace
        guard scanner.take(word: "FLAGS") else { throw .argument }
        let isSilent = scanner.take(word: ".SILENT")
        try scanner.space()
        let flags = try scanner.peek == UInt8(ascii: "(") ? flags(&scanner) : bareFlags(&scanner)
        let change = IMAPCommand.FlagChange(
            mode: mode, isSilent: isSilent, flags: flags, replacesKeywords: allowsKeywords)
        return .store(set, change, byUID: byUID)
    }

    /// Flags without brackets, which the grammar allows in STORE alone.
    private func bareFlags(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> [IMAPFlag] {
        var flags = [try IMAPFlag(scanning: &scanner)]
        while scanner.take(" "), !scanner.isAtEnd { flags.append(try IMAPFlag(scanning: &scanner)) }
        return try checked(flags)
    }
}
