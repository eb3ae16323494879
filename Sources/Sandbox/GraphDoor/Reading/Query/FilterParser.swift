/// Reads the part of OData's filter language that Outlook knows (reference sheet §C3), by recursive descent.
struct FilterParser {
    /// How deep parentheses and `not` may nest.
    private static let deepest = 32
    /// How many comparisons a filter may have.
    private static let most = 200

    private let text: String
    private let tokens: [(token: FilterToken, position: Int)]
    private var next = 0
    private var depth = 0
    private var comparisons = 0
    private var schema: FilterSchema
    /// The name of the element inside `any`.
    private var variable: String?

    static func filter(_ text: String, over schema: FilterSchema) throws(GraphError) -> Filter {
        var parser = FilterParser(text: text, tokens: try FilterToken.read(text), schema: schema)
        let filter = try parser.alternatives()
        guard parser.next == parser.tokens.count else { throw parser.unexpected() }
        return filter
    }

    private init(text: String, tokens: [(token: FilterToken, position: Int)], schema: FilterSchema) {
        self.text = text
        self.tokens = tokens
        self.schema = schema
    }

    static func syntaxError(at position: Int, in bytes: [UInt8]) -> GraphError {
        .filterSyntax(
            "Syntax error: character at position \(position) is not valid in "
                + "'\(String(decoding: bytes.prefix(256), as: UTF8.self))'.")
    }

    // MARK: Grammar

    private mutating func alternatives() throws(GraphError) -> Filter {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw .filterSyntax("The filter is nested too deeply.") }
        var parts = [try conjunction()]
        while take(name: "or") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(GraphError) -> Filter {
        var parts = [try negation()]
        while take(name: "and") { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(GraphError) -> Filter {
        var isNegated = false
        while take(name: "not") { isNegated.toggle() }
        let part = try operand()
        return isNegated ? .not(part) : part
    }

    private mutating func operand() throws(GraphError) -> Filter {
        if take(.open) {
            let inner = try alternatives()
            try expect(.close)
            return inner
        }
        comparisons += 1
        guard comparisons <= Self.most else { throw .inefficientFilter }
        guard case .name(let name)? = current else { throw unexpected() }
        next += 1
        guard take(.open) else { return try comparison(name) }
        if let function = Filter.TextFunction(rawValue: name.lowercased()) { return try call(function) }
        guard name.lowercased().hasSuffix("/any") else {
            throw .filterSyntax("An unknown function with name '\(name.prefix(64))' was found.")
        }
        return try any(of: String(name.dropLast(4)))
    }

    /// `path eq value`
    private mutating func comparison(_ path: String) throws(GraphError) -> Filter {
        let property = try property(path)
        guard case .name(let word)? = current, let comparison = Filter.Comparison(rawValue: word.lowercased()) else {
            throw unexpected()
        }
        next += 1
        let value = try value()
        guard property.kind != .unfiltered, property.kind != .texts, property.kind != .extendedProperties else {
            throw .filterNodes
        }
        guard property.kind.takes(value) else {
            throw .incompatible(property.kind.typeName, value.typeName, comparison)
        }
        if case .choice(let choices) = property.kind, case .text(let text) = value,
            !choices.contains(where: { $0.lowercased() == text.lowercased() })
        {
            throw .filterSyntax("The string '\(text.prefix(64))' is not a valid enumeration type constant.")
        }
        return .compare(property, comparison, value)
    }

    /// `startswith(path,'text')`, behind the parenthesis; `eq true` or `eq false` may follow.
    private mutating func call(_ function: Filter.TextFunction) throws(GraphError) -> Filter {
        guard case .name(let path)? = current else { throw unexpected() }
        next += 1
        let property = try property(path)
        try expect(.comma)
        guard case .text(let text) = try value(), property.kind == .text || property.kind == .exactText else {
            throw .filterNodes
        }
        try expect(.close)
        let filter = Filter.function(function, property, text)
        guard take(name: "eq") else { return filter }
        guard case .bool(let wanted) = try value() else { throw unexpected() }
        return wanted ? filter : .not(filter)
    }

    /// `categories/any(c:c eq 'Red')`, behind the parenthesis.
    private mutating func any(of path: String) throws(GraphError) -> Filter {
        guard variable == nil else { throw .filterNodes }
        let collection = try property(path)
        guard case .name(let name)? = current else { throw unexpected() }
        next += 1
        try expect(.colon)
        let outer = schema
        switch collection.kind {
        case .texts: schema = .textElement
        case .extendedProperties: schema = .extendedElement
        default: throw .filterNodes
        }
        variable = name
        let inner = try alternatives()
        variable = nil
        schema = outer
        try expect(.close)
        guard collection.kind == .extendedProperties else { return .anyText(collection, inner) }
        let ids = inner.equalTexts(of: "id")
        guard !ids.isEmpty else { throw .filterNodes }
        for id in ids where ExtendedPropertyID(id) == nil { throw .extendedProperty(id) }
        return .anyExtended(collection, inner)
    }

    // MARK: Words

    private var current: FilterToken? { next < tokens.count ? tokens[next].token : nil }

    private func property(_ path: String) throws(GraphError) -> FilterProperty {
        guard let variable else { return try schema.property(path) }
        if path == variable { return try schema.property("") }
        guard path.hasPrefix("\(variable)/") else { throw .filterNodes }
        return try schema.property(String(path.dropFirst(variable.count + 1)))
    }

    private mutating func value() throws(GraphError) -> FilterValue {
        guard case .value(let value)? = current else { throw unexpected() }
        next += 1
        return value
    }

    private mutating func take(_ token: FilterToken) -> Bool {
        guard current == token else { return false }
        next += 1
        return true
    }

    private mutating func take(name: String) -> Bool {
        guard case .name(let word)? = current, word.lowercased() == name else { return false }
        next += 1
        return true
    }

    private mutating func expect(_ token: FilterToken) throws(GraphError) {
        guard take(token) else { throw unexpected() }
    }

    private func unexpected() -> GraphError {
        let position = next < tokens.count ? tokens[next].position : text.utf8.count
        return .filterSyntax("Syntax error at position \(position) in '\(text.prefix(256))'.")
    }
}

extension GraphError {
    static let filterNodes = GraphError(
        400, "ErrorInvalidUrlQueryFilter", "The query filter contains one or more invalid nodes.")

    static func incompatible(_ left: String, _ right: String, _ comparison: Filter.Comparison) -> GraphError {
        let kind =
            switch comparison {
            case .eq: "Equal"
            case .ne: "NotEqual"
            case .gt: "GreaterThan"
            case .ge: "GreaterThanOrEqual"
            case .lt: "LessThan"
            case .le: "LessThanOrEqual"
            }
        return GraphError(
            400, "RequestBroker--ParseUri",
            "A binary operator with incompatible types was detected. Found operand types '\(left)' and '\(right)' for "
                + "operator kind '\(kind)'.")
    }
}
