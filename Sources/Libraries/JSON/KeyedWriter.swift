/// Writes one JSON object's members.
struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: JSONSink
    let frame: JSONText.Frame

    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws { try member(key).text.null() }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key).text.bool(value) }
    func encode(_ value: String, forKey key: Key) throws { try member(key).text.string(value) }
    func encode(_ value: Double, forKey key: Key) throws { try member(key).text.real(value, named: key.stringValue) }
    func encode(_ value: Float, forKey key: Key) throws { try encode(Double(value), forKey: key) }
    func encode(_ value: Int, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: Int8, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: Int16, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: Int32, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: Int64, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: UInt, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: UInt8, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: UInt16, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: UInt32, forKey key: Key) throws { try member(key).text.integer(value) }
    func encode(_ value: UInt64, forKey key: Key) throws { try member(key).text.integer(value) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try member(key).value(value, named: key.stringValue)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        superEncoder(forKey: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        superEncoder(forKey: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        sink.laterEncoder { (text) throws(JSONError) in try text.key("super", in: frame) }
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        sink.laterEncoder { (text) throws(JSONError) in try text.key(key.stringValue, in: frame) }
    }

    private func member(_ key: Key) throws(JSONError) -> JSONSink {
        try sink.text.key(key.stringValue, in: frame)
        return sink
    }
}
