import Domain

extension IMAPCommandParser {
    /// Those that name a mailbox.
    func mailboxCommand(
        _ name: String, _ byUID: Bool, _ scanner: inout IMAPScanner
    ) throws(IMAPSyntaxError) -> IMAPCommand? {
        if byUID { return nil }
        switch name {
        case "SELECT": return .select(try mailbox(&scanner), readsOnly: false)
        case "EXAMINE": return .select(try mailbox(&scanner), readsOnly: true)
        case "CREATE": return .create(try mailbox(&scanner))
        case "DELETE": return .delete(try mailbox(&scanner))
        case "RENAME": return .rename(try mailbox(&scanner), to: try mailbox(&scanner))
        case "SUBSCRIBE": return .subscribe(try mailbox(&scanner), isOn: true)
        case "UNSUBSCRIBE": return .subscribe(try mailbox(&scanner), isOn: false)
        case "LIST", "LSUB":
            let reference = try mailbox(&scanner)
            try scanner.space()
            return .list(reference: reference, pattern: try scanner.listMailbox(), subscribed: name == "LSUB")
        case "STATUS": return try status(&scanner)
        case "APPEND": return try append(&scanner)
        default: return nil
        }
    }

    /// A space and a name.
    func mailbox(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> [UInt8] {
        try scanner.space()
        return try scanner.astring()
    }

    private func status(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPCommand {
        let name = try mailbox(&scanner)
        try scanner.space()
        let items = try scanner.list { scanner throws(IMAPSyntaxError) -> IMAPCommand.StatusItem in
            guard let item = IMAPCommand.StatusItem(rawValue: try scanner.word()) else { throw .argument }
            return item
        }
        guard !items.isEmpty else { throw .argument }
        return .status(name, items)
    }

    /// `APPEND mailbox [(flags)] ["date"] literal` (RFC 3501, section 6.3.11); no MULTIAPPEND.
    private func append(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPCommand {
        var append = IMAPCommand.Append(mailbox: try mailbox(&scanner), flags: [], date: nil, message: [])
        try scanner.space()
        if scanner.peek == UInt8(ascii: "(") {
            append.flags = try flags(&scanner)
            try scanner.space()
        }
        if scanner.peek == UInt8(ascii: "\"") {
            guard let date = IMAPDate.moment(String(decoding: try scanner.string(), as: UTF8.self)) else {
                throw .argument
            }
            append.date = date
            try scanner.space()
        }
        append.message = try scanner.literal()
        return .append(append)
    }

    /// Flags in brackets; keywords only where they are kept (reference sheet §B3).
    func flags(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> [IMAPFlag] {
        let flags = try scanner.list { scanner throws(IMAPSyntaxError) in try IMAPFlag(scanning: &scanner) }
        return try checked(flags)
    }

    func checked(_ flags: [IMAPFlag]) throws(IMAPSyntaxError) -> [IMAPFlag] {
        guard flags.allSatisfy({ allowsKeywords && $0 != .recent || IMAPFlag.kept.contains($0) }) else {
            throw .argument
        }
        return flags
    }
}
