internal import Domain

/// Reads `$search`: words, phrases, `property:word`, AND, OR, NOT, ranges and parentheses.
struct SearchParser {
    private enum Token: Hashable {
        case word(String)
        case phrase(String)
        case open, close
    }
    private static let deepest = 32
    private static let most = 100

    private let text: String
    private let tokens: [Token]
    /// What `today` is.
    private let now: Timestamp
    private var next = 0
    private var depth = 0

    /// The option's whole value: in double quotes, or one without any sign that is none of a word's.
    static func search(_ option: String, at now: Timestamp) throws(GraphError) -> Search {
        let text = try content(of: option)
        let tokens = tokens(of: text)
        guard !tokens.isEmpty, tokens.count <= most else { throw syntaxError(option) }
        var parser = SearchParser(text: option, tokens: tokens, now: now)
        let search = try parser.alternatives()
        guard parser.next == tokens.count else { throw syntaxError(option) }
        return search
    }

    private init(text: String, tokens: [Token], now: Timestamp) {
        self.text = text
        self.tokens = tokens
        self.now = now
    }

    // MARK: Grammar

    private mutating func alternatives() throws(GraphError) -> Search {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw Self.syntaxError(text) }
        var parts = [try conjunction()]
        while take(.word("OR")) { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    /// What stands side by side has to be there together.
    private mutating func conjunction() throws(GraphError) -> Search {
        var parts = [try negation()]
        while let token = current, token != .close, token != .word("OR") {
            _ = take(.word("AND"))
            parts.append(try negation())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(GraphError) -> Search {
        var isNegated = false
        while take(.word("NOT")) { isNegated.toggle() }
        let part = try operand()
        return isNegated ? .not(part) : part
    }

    private mutating func operand() throws(GraphError) -> Search {
        guard let token = current else { throw Self.syntaxError(text) }
        next += 1
        switch token {
        case .close: throw Self.syntaxError(text)
        case .open:
            let inner = try alternatives()
            guard take(.close) else { throw Self.syntaxError(text) }
            return inner
        case .phrase(let phrase): return .term(nil, .words(SearchText.words(phrase)))
        case .word(let word): return term(word)
        }
    }

    private mutating func term(_ word: String) -> Search {
        guard let sign = word.firstIndex(where: { ":=<>".contains($0) }),
            let property = Search.Property(rawValue: word[..<sign].lowercased())
        else { return .term(nil, .words(SearchText.words(word))) }
        var value = word[sign...].prefix { ":=<>".contains($0) }
        let comparison = String(value)
        value = word[value.endIndex...]
        var text = String(value)
        if text.isEmpty, case .phrase(let phrase)? = current {
            next += 1
            text = phrase
        }
        let match =
            switch property {
            case .received, .sent: SearchRange(now: now).dates(comparison, text)
            case .size: SearchRange(now: now).numbers(comparison, text)
            default: Search.Match.words(SearchText.words(text))
            }
        return comparison == "<>" ? .not(.term(property, match)) : .term(property, match)
    }

    // MARK: Words

    private var current: Token? { next < tokens.count ? tokens[next] : nil }

    private mutating func take(_ token: Token) -> Bool {
        guard current == token else { return false }
        next += 1
        return true
    }

    /// Without its quotes; `\"` inside stands for a quote.
    private static func content(of option: String) throws(GraphError) -> String {
        guard option.hasPrefix("\"") else {
            let bytes = Array(option.utf8)
            if let place = bytes.firstIndex(where: { $0 < 128 && !isPlain($0) }) {
                let sign = Character(Unicode.Scalar(bytes[place]))
                throw .badRequest(
                    "Syntax error: character '\(sign)' is not valid at position \(place) in '\(option.prefix(256))'.")
            }
            return option
        }
        guard option.count >= 2, option.hasSuffix("\"") else { throw syntaxError(option) }
        var content = ""
        var isEscaped = false
        for character in option.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
                continue
            }
            isEscaped = false
            content.append(character)
        }
        return content
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: " _-*".utf8.contains(byte)
        }
    }

    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var rest = text[...]
        while let first = rest.first {
            switch first {
            case " ": rest = rest.dropFirst()
            case "(", ")":
                tokens.append(first == "(" ? .open : .close)
                rest = rest.dropFirst()
            case "\"":
                let phrase = rest.dropFirst().prefix { $0 != "\"" }
                tokens.append(.phrase(String(phrase)))
                rest = rest[phrase.endIndex...].dropFirst()
            default:
                let word = rest.prefix { !" ()\"".contains($0) }
                tokens.append(.word(String(word)))
                rest = rest[word.endIndex...]
            }
        }
        return tokens
    }

    private static func syntaxError(_ text: String) -> GraphError {
        .badRequest("Syntax error: the query '\(text.prefix(256))' is not valid.")
    }
}
