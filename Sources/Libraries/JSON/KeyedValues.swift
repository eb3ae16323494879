/// An object, read by names.
struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: JSONValue]
    let path: CodingPath
    let questions: Questions
    let asked: Questions.Asked?

    var codingPath: [any CodingKey] { path.keys }
    var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { member(key) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).bool(at: below(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).string(at: below(key)) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).double(at: below(key)) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try value(key).double(at: below(key))) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).integer(at: below(key)) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).integer(at: below(key)) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).integer(at: below(key)) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).integer(at: below(key)) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).integer(at: below(key)) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).integer(at: below(key)) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).integer(at: below(key)) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).integer(at: below(key)) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).integer(at: below(key)) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).integer(at: below(key)) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try ValueDecoder.decode(type, from: value(key), at: below(key), questions)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        ValueDecoder.nested(.object(members), at: path, questions)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: Key) throws(JSONError) -> ValueDecoder {
        .nested(try value(key), at: below(key), questions)
    }

    private func member(_ key: Key) -> JSONValue? {
        asked?.names.insert(key.stringValue)
        return members[key.stringValue]
    }

    private func value(_ key: Key) throws(JSONError) -> JSONValue {
        guard let value = member(key) else { throw .missing(path: below(key).text) }
        return value
    }

    private func below(_ key: Key) -> CodingPath { .key(key.stringValue, path) }
}
