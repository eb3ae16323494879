internal import JSON

/// Values that are kept as JSON in a column.
enum StoredJSON {
    static func text(of value: some Encodable) throws -> String { try JSONWriter.text(value) }

    /// Members of an older version are passed over.
    static func read<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONValue(parsing: Array(text.utf8)).decode(type, unknownKeys: .ignored)
    }
}
