extension SMTPCommand {
    /// Reads a line without its CRLF.
    package init(parsing line: [UInt8]) throws(SMTPSyntaxError) {
        guard line.allSatisfy({ $0 != 0 && $0 != 0x0a && $0 != 0x0d }),
            let text = String(validating: line, as: UTF8.self)
        else { throw .badBytes }
        let verb = Self.verb(of: text)
        let argument = Self.trimmed(text.unicodeScalars.dropFirst(verb.unicodeScalars.count))
        switch verb.uppercased() {
        case "EHLO": self = .ehlo(try Self.required(argument))
        case "HELO": self = .helo(try Self.required(argument))
        case "STARTTLS": self = try Self.bare(.startTLS, argument)
        case "AUTH": self = try Self.auth(argument)
        case "MAIL": self = .mail(try SMTPSender(parsing: argument))
        case "RCPT": self = .rcpt(try SMTPRecipient(parsing: argument))
        case "DATA": self = try Self.bare(.data, argument)
        case "BDAT": self = try Self.bdat(argument)
        case "RSET": self = try Self.bare(.rset, argument)
        case "QUIT": self = try Self.bare(.quit, argument)
        // These take what they are given, and do nothing with it (RFC 5321, sections 4.1.1.6 to 4.1.1.9).
        case "NOOP": self = .noop
        case "VRFY": self = .vrfy
        case "HELP": self = .help
        default: throw .unknownCommand
        }
    }

    /// The first word.
    static func verb(of line: String) -> String { String(line.unicodeScalars.prefix { $0 != " " && $0 != "\t" }) }

    /// How many octets follow a line that asks for a chunk, whatever else is wrong with it; nil when that cannot be told.
    static func announcedCount(_ line: [UInt8]) -> Int? {
        let words = line.split { $0 == 0x20 || $0 == 0x09 }
        guard words.count >= 2 else { return nil }
        return number(String(decoding: words[1], as: UTF8.self))
    }

    /// Of at most 12 digits, so that nothing overflows.
    static func number(_ text: String) -> Int? {
        guard (1...12).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> String {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
        let text = text.drop(while: isSpace)
        let end = text.lastIndex { !isSpace($0) }.map(text.index(after:)) ?? text.startIndex
        return String(text[..<end])
    }

    private static func required(_ argument: String) throws(SMTPSyntaxError) -> String {
        guard !argument.isEmpty, argument.utf8.count <= 255 else { throw .badArguments }
        return argument
    }

    private static func bare(_ command: SMTPCommand, _ argument: String) throws(SMTPSyntaxError) -> SMTPCommand {
        guard argument.isEmpty else { throw .badArguments }
        return command
    }

    private static func auth(_ argument: String) throws(SMTPSyntaxError) -> SMTPCommand {
        let words = argument.split(separator: " ")
        guard let mechanism = words.first, words.count <= 2 else { throw .badArguments }
        return .auth(mechanism: mechanism.uppercased(), initial: words.count == 2 ? String(words[1]) : nil)
    }

    private static func bdat(_ argument: String) throws(SMTPSyntaxError) -> SMTPCommand {
        let words = argument.split(separator: " ")
        guard let first = words.first, let count = number(String(first)), words.count <= 2,
            words.count == 1 || words[1].uppercased() == "LAST"
        else { throw .badArguments }
        return .bdat(count: count, isLast: words.count == 2)
    }
}
