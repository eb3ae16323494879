/// Writes one JSON array's elements.
struct UnkeyedWriter: UnkeyedEncodingContainer {
    let sink: JSONSink
    let frame: JSONText.Frame

    var codingPath: [any CodingKey] { [] }
    var count: Int { sink.text.count(of: frame) }

    func encodeNil() throws { try element().text.null() }
    func encode(_ value: Bool) throws { try element().text.bool(value) }
    func encode(_ value: String) throws { try element().text.string(value) }
    func encode(_ value: Double) throws { try element().text.real(value, named: String(count - 1)) }
    func encode(_ value: Float) throws { try encode(Double(value)) }
    func encode(_ value: Int) throws { try element().text.integer(value) }
    func encode(_ value: Int8) throws { try element().text.integer(value) }
    func encode(_ value: Int16) throws { try element().text.integer(value) }
    func encode(_ value: Int32) throws { try element().text.integer(value) }
    func encode(_ value: Int64) throws { try element().text.integer(value) }
    func encode(_ value: UInt) throws { try element().text.integer(value) }
    func encode(_ value: UInt8) throws { try element().text.integer(value) }
    func encode(_ value: UInt16) throws { try element().text.integer(value) }
    func encode(_ value: UInt32) throws { try element().text.integer(value) }
    func encode(_ value: UInt64) throws { try element().text.integer(value) }

    func encode<T: Encodable>(_ value: T) throws { try element().value(value, named: String(count - 1)) }

    func nestedContainer<NestedKey: CodingKey>(keyedBy type: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        superEncoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { superEncoder().unkeyedContainer() }

    func superEncoder() -> any Encoder { sink.laterEncoder { (text) throws(JSONError) in try text.element(in: frame) } }

    private func element() throws(JSONError) -> JSONSink {
        try sink.text.element(in: frame)
        return sink
    }
}
