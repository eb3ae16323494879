package import Mail

/// One reply, all its lines (RFC 5321, section 4.2.1).
package struct SMTPReply: Sendable, Hashable {
    package let code: Int
    /// What follows code and separator, one for each line.
    package let lines: [String]

    package init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    /// 2yz: done.
    var isPositive: Bool { (200..<300).contains(code) }
    /// 4yz: not now.
    var isTemporary: Bool { (400..<500).contains(code) }
    /// 5yz: not at all.
    var isPermanent: Bool { (500..<600).contains(code) }

    /// The reply as Mail keeps it, its enhanced code taken out of the text (RFC 2034, section 4).
    package var serverReply: ServerReply {
        let parts = lines.map(Self.split)
        let text = parts.map(\.text).filter { !$0.isEmpty }.joined(separator: " ")
        return ServerReply(
            code: code, enhancedCode: parts.lazy.compactMap(\.enhanced).first.map(String.init),
            text: Self.printable(text))
    }

    /// Everything in one line, for a person, and without addresses: it ends up in errors, which callers log.
    var sentence: String {
        let reply = serverReply
        return [String(code), reply.enhancedCode, MailText.withoutAddresses(reply.text)].compactMap(\.self)
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// More than any sensible explanation; the rest is left out, from a word's start: half an address would not be
    /// known for one.
    private static let textLimit = 1_000

    private static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
        guard scalars.count > textLimit else { return String(scalars) }
        return String(scalars[..<(scalars[...textLimit].lastIndex(of: " ") ?? textLimit)]) + "…"
    }

    private static func split(_ line: String) -> (enhanced: Substring?, text: Substring) {
        let word = line.prefix { $0 != " " }
        guard isEnhancedCode(word) else { return (nil, line[...]) }
        return (word, line[word.endIndex...].drop { $0 == " " })
    }

    /// `class.subject.detail` (RFC 3463, section 2).
    private static func isEnhancedCode(_ word: Substring) -> Bool {
        let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3 && ["2", "4", "5"].contains(numbers[0])
            && numbers.allSatisfy { (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
