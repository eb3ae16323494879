/// One value, read as itself.
struct SingleValue: SingleValueDecodingContainer {
    let value: JSONValue
    let path: CodingPath
    let decoder: ValueDecoder

    var codingPath: [any CodingKey] { path.keys }

    func decodeNil() -> Bool { value.isNull }

    func decode(_ type: Bool.Type) throws -> Bool { try value.bool(at: path) }
    func decode(_ type: String.Type) throws -> String { try value.string(at: path) }
    func decode(_ type: Double.Type) throws -> Double { try value.double(at: path) }
    func decode(_ type: Float.Type) throws -> Float { Float(try value.double(at: path)) }
    func decode(_ type: Int.Type) throws -> Int { try value.integer(at: path) }
    func decode(_ type: Int8.Type) throws -> Int8 { try value.integer(at: path) }
    func decode(_ type: Int16.Type) throws -> Int16 { try value.integer(at: path) }
    func decode(_ type: Int32.Type) throws -> Int32 { try value.integer(at: path) }
    func decode(_ type: Int64.Type) throws -> Int64 { try value.integer(at: path) }
    func decode(_ type: UInt.Type) throws -> UInt { try value.integer(at: path) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try value.integer(at: path) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try value.integer(at: path) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try value.integer(at: path) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try value.integer(at: path) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try ValueDecoder.decode(type, with: decoder) }
}
