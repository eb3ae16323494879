internal import JSON

extension Shape {
    /// Throws for the first thing in `value` that is not as described. `source` is a file, flag or variable.
    func check(_ value: JSONValue, at key: String = "", in source: String) throws(ConfigurationError) {
        switch (self, value) {
        case (.text(let rule), .string(let text)) where rule.isMet(text): return
        case (.choice(let allowed), .string(let text)) where allowed.contains(text): return
        case (.integer(let range), .integer(let number)) where range.contains(Int(number)): return
        case (.flag, .bool): return
        case (.listOrAll, .string("*")): return
        case (.list(let element), .array(let elements)), (.listOrAll(let element), .array(let elements)):
            for (index, value) in elements.enumerated() { try element.check(value, at: "\(key)[\(index)]", in: source) }
        case (.record(let members, let exclusive), .object(let object)):
            try Self.check(object, members, exclusive, at: key, in: source)
        case (.map(let names, let shape), .object(let object)):
            for (name, value) in object.sorted(by: { $0.key < $1.key }) {
                guard names.isMet(name) else {
                    throw .badValue(source: source, key: "every name in \(key)", expected: names.expectation)
                }
                try shape.check(value, at: Self.join(key, name), in: source)
            }
        default: throw .badValue(source: source, key: key, expected: expectation)
        }
    }

    private static func check(
        _ object: [String: JSONValue], _ members: [Member], _ exclusive: [String], at key: String, in source: String
    ) throws(ConfigurationError) {
        let allowed = members.map(\.name)
        if let unknown = object.keys.sorted().first(where: { !allowed.contains($0) }) {
            throw .unknownKey(source: source, key: join(key, unknown), allowed: allowed)
        }
        for member in members {
            if let value = object[member.name] {
                try member.shape.check(value, at: join(key, member.name), in: source)
            } else if member.isRequired {
                throw .badValue(source: source, key: join(key, member.name), expected: "given")
            }
        }
        guard exclusive.isEmpty || exclusive.count(where: { object[$0] != nil }) == 1 else {
            throw .badValue(
                source: source, key: key, expected: "given exactly one of \(exclusive.joined(separator: ", "))")
        }
    }

    /// Reads after "must be".
    var expectation: String {
        switch self {
        case .text(let rule): rule.expectation
        case .choice(let allowed): "one of \(allowed.joined(separator: ", "))"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .list: "a list"
        case .listOrAll: "a list, or \"*\" for all"
        case .record, .map: "an object"
        }
    }

    private static func join(_ key: String, _ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
}
