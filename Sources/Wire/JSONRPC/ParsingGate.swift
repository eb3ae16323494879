internal import JSON

/// Reads large lines that found no room in the budget, one at a time, only to learn the id to refuse them under.
actor ParsingGate {
    func parse(_ line: [UInt8]) -> Result<JSONValue, JSONError> { JSONValue.reading(line) }
}

extension JSONValue {
    static func reading(_ line: [UInt8]) -> Result<JSONValue, JSONError> {
        do throws(JSONError) { return .success(try JSONValue(parsing: line)) } catch { return .failure(error) }
    }
}
