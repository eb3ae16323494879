/// What a server says it can do (RFC 9051, section 7.2.2), in capitals.
struct IMAPCapabilities: Equatable, Sendable {
    private let names: Set<String>

    init(_ names: some Sequence<String> = []) { self.names = Set(names) }

    func has(_ name: String) -> Bool { names.contains(name) }

    /// The value behind `NAME=`, when it is a number.
    func number(_ name: String) -> Int? {
        names.first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
    }

    /// Whether it speaks a version of IMAP that we do. rev2 alone is enough: its syntax of what we use is the same.
    var speaksIMAP4: Bool { has("IMAP4REV1") || has("IMAP4REV2") }

    /// Literals that need not wait for the server's word (RFC 7888).
    func takesLiteralAtOnce(of count: Int) -> Bool { has("LITERAL+") || has("LITERAL-") && count <= 4_096 }

    /// LIST with RETURN (RFC 5258).
    var returnsFromList: Bool { has("LIST-EXTENDED") || has("IMAP4REV2") }

    /// What only Exchange lists (reference sheet §B3).
    var isExchange: Bool {
        has("CLIENTACCESSRULES") || has("CLIENTNETWORKPRESENCELOCATION") || has("BACKENDAUTHENTICATE")
    }
}
