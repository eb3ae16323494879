/// The container of a `RecordingDecoder`: what is decoded is required, what is decoded if present is not.
struct MemberRecorder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: RecordingDecoder

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try decoder.record(key.stringValue, type, isRequired: true)
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        try decoder.record(key.stringValue, type, isRequired: true)
    }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? {
        _ = try decoder.record(key.stringValue, type, isRequired: false)
        return nil
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        throw RecordingDecoder.Unrecordable(what: "a container within \(key.stringValue)")
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw RecordingDecoder.Unrecordable(what: "an array within \(key.stringValue)")
    }

    func superDecoder() throws -> any Decoder { throw RecordingDecoder.Unrecordable(what: "a super decoder") }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        throw RecordingDecoder.Unrecordable(what: "a super decoder")
    }
}
