/// An array, read in order.
struct UnkeyedValues: UnkeyedDecodingContainer {
    let elements: [JSONValue]
    let path: CodingPath
    let questions: Questions
    private(set) var currentIndex = 0

    init(elements: [JSONValue], path: CodingPath, questions: Questions) {
        self.elements = elements
        self.path = path
        self.questions = questions
    }

    var codingPath: [any CodingKey] { path.keys }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try peek().isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool {
        try take { value, path throws(JSONError) in try value.bool(at: path) }
    }
    mutating func decode(_ type: String.Type) throws -> String {
        try take { value, path throws(JSONError) in try value.string(at: path) }
    }
    mutating func decode(_ type: Double.Type) throws -> Double {
        try take { value, path throws(JSONError) in try value.double(at: path) }
    }
    mutating func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    mutating func decode(_ type: Int.Type) throws -> Int { try integer() }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let questions = questions
        return try take { (value, path) throws(JSONError) in
            try ValueDecoder.decode(type, from: value, at: path, questions)
        }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try decoder().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try decoder() }

    private mutating func decoder() throws(JSONError) -> ValueDecoder {
        let questions = questions
        return try take { (value, path) throws(JSONError) in .nested(value, at: path, questions) }
    }

    private mutating func integer<I: FixedWidthInteger>() throws(JSONError) -> I {
        try take { (value, path) throws(JSONError) in try value.integer(at: path) }
    }

    private func peek() throws(JSONError) -> JSONValue {
        guard !isAtEnd else { throw .missing(path: CodingPath.index(currentIndex, path).text) }
        return elements[currentIndex]
    }

    /// Reads the next element and goes on only when that went well, as Codable's callers expect.
    private mutating func take<T>(_ read: (JSONValue, CodingPath) throws(JSONError) -> T) throws(JSONError) -> T {
        let result = try read(peek(), .index(currentIndex, path))
        currentIndex += 1
        return result
    }
}
