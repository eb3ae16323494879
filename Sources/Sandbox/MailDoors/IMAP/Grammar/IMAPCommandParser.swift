import Domain

/// Reads a whole command (RFC 3501, section 9; RFC 4315, 6851, 2971, 3691).
struct IMAPCommandParser {
    let allowsKeywords: Bool
    /// SEARCH takes UTF-8 (`Facts.imapSearchCharset`).
    let knowsUTF8: Bool
    /// MOVE is understood (`Facts.imapMove`).
    let moves: Bool
    /// ENABLE is understood (`Facts.imapRev2`).
    let enables: Bool

    /// The tag and the name of a command, in upper case and with `UID` before it where that stands. Nil tag: not even
    /// that can be read.
    static func head(_ text: IMAPCommandText) -> (tag: String, name: String)? {
        var scanner = IMAPScanner(text)
        guard let tag = try? scanner.run({ isTag($0) }), tag.count <= longestTag, scanner.take(" ") else { return nil }
        var name = (try? scanner.word()) ?? ""
        if name == "UID", scanner.take(" "), let second = try? scanner.word() { name += " \(second)" }
        return (String(decoding: tag, as: UTF8.self), name)
    }

    func command(_ text: IMAPCommandText) throws(IMAPSyntaxError) -> IMAPCommand {
        var scanner = IMAPScanner(text)
        _ = try scanner.run { Self.isTag($0) }
        guard scanner.take(" "), var name = try? scanner.word() else { throw .command }
        let byUID = name == "UID"
        if byUID {
            try scanner.space()
            name = try scanner.word()
        }
        var command = try plain(name, byUID, &scanner)
        if command == nil { command = try mailboxCommand(name, byUID, &scanner) }
        if command == nil { command = try messageCommand(name, byUID, &scanner) }
        guard let command else { throw .command }
        try scanner.end()
        return command
    }

    private static let longestTag = 256

    private static func isTag(_ byte: UInt8) -> Bool {
        byte != UInt8(ascii: "+") && (IMAPScanner.isAtom(byte) || byte == UInt8(ascii: "]"))
    }

    /// Those that name no mailbox and no messages.
    private func plain(
        _ name: String, _ byUID: Bool, _ scanner: inout IMAPScanner
    ) throws(IMAPSyntaxError) -> IMAPCommand? {
        if byUID { return nil }
        switch name {
        case "CAPABILITY": return .capability
        case "NOOP": return .noop
        case "LOGOUT": return .logout
        case "NAMESPACE": return .namespace
        case "IDLE": return .idle
        case "CHECK": return .check
        case "CLOSE": return .close
        case "UNSELECT": return .unselect
        case "EXPUNGE": return .expunge
        case "ID": return try identification(&scanner)
        case "AUTHENTICATE": return try authentication(&scanner)
        case "LOGIN":
            try scanner.space()
            let user = try scanner.astring()
            try scanner.space()
            _ = try scanner.astring()
            return .login(user: user)
        case "ENABLE" where enables:
            var names: [String] = []
            while scanner.take(" "), !scanner.isAtEnd { names.append(try scanner.word()) }
            return names.isEmpty ? nil : .enable(names)
        default: return nil
        }
    }

    private func identification(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPCommand {
        try scanner.space()
        if scanner.take(word: "NIL") { return .id }
        let words = try scanner.list { scanner throws(IMAPSyntaxError) -> [UInt8] in
            scanner.take(word: "NIL") ? [] : try scanner.string()
        }
        guard words.count % 2 == 0 else { throw .argument }
        return .id
    }

    private func authentication(_ scanner: inout IMAPScanner) throws(IMAPSyntaxError) -> IMAPCommand {
        try scanner.space()
        let mechanism = try scanner.word()
        guard scanner.take(" ") else { return .authenticate(mechanism: mechanism, initialResponse: nil) }
        if scanner.isAtEnd { return .authenticate(mechanism: mechanism, initialResponse: nil) }
        return .authenticate(mechanism: mechanism, initialResponse: try scanner.run { $0 > 0x20 && $0 < 0x7f })
    }
}
