/// Writes one value in the place that is open for it.
struct SingleWriter: SingleValueEncodingContainer {
    let sink: JSONSink

    var codingPath: [any CodingKey] { [] }

    func encodeNil() throws { sink.text.null() }
    func encode(_ value: Bool) throws { sink.text.bool(value) }
    func encode(_ value: String) throws { sink.text.string(value) }
    func encode(_ value: Double) throws { try sink.text.real(value, named: "") }
    func encode(_ value: Float) throws { try encode(Double(value)) }
    func encode(_ value: Int) throws { sink.text.integer(value) }
    func encode(_ value: Int8) throws { sink.text.integer(value) }
    func encode(_ value: Int16) throws { sink.text.integer(value) }
    func encode(_ value: Int32) throws { sink.text.integer(value) }
    func encode(_ value: Int64) throws { sink.text.integer(value) }
    func encode(_ value: UInt) throws { sink.text.integer(value) }
    func encode(_ value: UInt8) throws { sink.text.integer(value) }
    func encode(_ value: UInt16) throws { sink.text.integer(value) }
    func encode(_ value: UInt32) throws { sink.text.integer(value) }
    func encode(_ value: UInt64) throws { sink.text.integer(value) }
    func encode<T: Encodable>(_ value: T) throws { try sink.value(value, named: "") }
}
