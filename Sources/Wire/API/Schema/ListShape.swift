internal import JSON

/// Arrays, and dictionaries by name: one type, any number of times.
protocol ListShape {
    static var emptyList: Any { get }
    static func schema(in book: SchemaBook) throws -> JSONValue
}

extension Array: ListShape where Element: Decodable {
    static var emptyList: Any { Self() }
    static func schema(in book: SchemaBook) throws -> JSONValue {
        ["type": "array", "items": try book.schema(of: Element.self)]
    }
}

extension Dictionary: ListShape where Key == String, Value: Decodable {
    static var emptyList: Any { Self() }
    static func schema(in book: SchemaBook) throws -> JSONValue {
        ["type": "object", "additionalProperties": try book.schema(of: Value.self)]
    }
}
