/// `$expand`: one navigation property and the options in its parentheses (reference sheet §C3).
struct ExpandOption: Sendable, Hashable {
    /// Lowercase, without Graph's namespace.
    let name: String
    /// `$select` and `$filter` of it, by lowercase names.
    let options: [String: String]

    /// Nil when the option is absent. Throws for more than one property.
    init?(_ text: String?, oneOnly: Bool) throws(GraphError) {
        guard let text, !text.isEmpty else { return nil }
        let pieces = Self.split(text, at: ",")
        guard pieces.count == 1 || !oneOnly else {
            throw .expandNotSupported("Expanding more than one navigation property is not supported.")
        }
        guard let piece = pieces.first else { return nil }
        let open = piece.firstIndex(of: "(") ?? piece.endIndex
        let inside = piece[open...]
        guard inside.isEmpty || inside.hasSuffix(")") else {
            throw .badRequest("Invalid $expand clause: Syntax error in '\(text.prefix(128))'.")
        }
        name = piece[..<open].lowercased().filter { $0 != " " }
        var options: [String: String] = [:]
        for option in Self.split(String(inside.dropFirst().dropLast()), at: ";") {
            let halves = option.split(separator: "=", maxSplits: 1).map(String.init)
            if halves.count == 2 { options[halves[0].lowercased().filter { $0 != " " }] = halves[1] }
        }
        self.options = options
    }

    /// At separators outside parentheses and quotes.
    private static func split(_ text: String, at separator: Character) -> [String] {
        var (pieces, depth, isQuoted) = ([""], 0, false)
        for character in text {
            if character == "'" { isQuoted.toggle() }
            if !isQuoted, character == "(" { depth += 1 }
            if !isQuoted, character == ")" { depth -= 1 }
            if character == separator, depth == 0, !isQuoted {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
        }
        return pieces.filter { !$0.isEmpty }
    }
}
