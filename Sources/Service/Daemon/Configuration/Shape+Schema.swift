package import JSON

extension Configuration {
    /// The published JSON Schema (draft 2020-12): `proto-docs/config.schema.json`.
    package static var schema: JSONValue {
        guard case .object(var schema) = Shape.configuration.schema else { return .null }
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        schema["title"] = "Configuration of posternd"
        return .object(schema)
    }
}

extension Shape {
    /// What a schema can say of this shape; the check may be stricter.
    var schema: JSONValue {
        switch self {
        case .text(let rule):
            var schema: [String: JSONValue] = ["type": "string", "description": .string(rule.expectation)]
            schema["pattern"] = rule.pattern.map(JSONValue.string)
            return .object(schema)
        case .choice(let allowed): return ["enum": .array(allowed.map(JSONValue.string))]
        case .integer(let range):
            return [
                "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)),
            ]
        case .flag: return ["type": "boolean"]
        case .list(let element): return ["type": "array", "items": element.schema]
        case .listOrAll(let element):
            return ["anyOf": [["const": "*"], ["type": "array", "items": element.schema]]]
        case .record(let members, let exclusive): return Self.schema(of: members, exclusive)
        case .map(let names, let shape):
            return [
                "type": "object", "propertyNames": names.pattern.map { ["pattern": .string($0)] } ?? true,
                "additionalProperties": shape.schema,
            ]
        }
    }

    private static func schema(of members: [Member], _ exclusive: [String]) -> JSONValue {
        var schema: [String: JSONValue] = ["type": "object", "additionalProperties": false]
        schema["properties"] = .object(
            Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.schema) }))
        let required = members.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        if !exclusive.isEmpty { schema["oneOf"] = .array(exclusive.map { ["required": [.string($0)]] }) }
        return .object(schema)
    }
}

extension Shape.Member {
    /// The shape's schema with this member's own summary.
    fileprivate var schema: JSONValue {
        guard case .object(var schema) = shape.schema else { return shape.schema }
        if case .string(let expectation)? = schema["description"] {
            schema["description"] = .string("\(expectation): \(summary)")
        } else {
            schema["description"] = .string(summary)
        }
        return .object(schema)
    }
}
