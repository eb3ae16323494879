/// What a server offers, by its answer to EHLO (RFC 5321, section 4.1.1.1).
package struct SMTPCapabilities: Sendable, Hashable {
    package var pipelining = false
    package var eightBitMIME = false
    package var smtpUTF8 = false
    /// The longest message, in bytes; nil where the server does not say, or says 0 (RFC 1870, section 3).
    package var sizeLimit: Int?
    /// Whether SIZE may be said at all.
    package var size = false
    /// Names of SASL mechanisms, in upper case.
    package var mechanisms: Set<String> = []

    package init() {}

    package init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let words = line.uppercased().split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let keyword = words.first else { continue }
            take(String(keyword), words.dropFirst().map(String.init))
        }
    }

    private mutating func take(_ keyword: String, _ words: [String]) {
        switch keyword {
        case "PIPELINING": pipelining = true
        case "8BITMIME": eightBitMIME = true
        case "SMTPUTF8": smtpUTF8 = true
        case "SIZE":
            size = true
            sizeLimit = words.first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        case "AUTH": mechanisms.formUnion(words)
        default:
            // Servers from before RFC 2554 write `AUTH=PLAIN LOGIN`.
            guard keyword.hasPrefix("AUTH=") else { return }
            mechanisms.formUnion([String(keyword.dropFirst(5))] + words)
        }
    }
}
