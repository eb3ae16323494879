internal import JSON

/// Writes down which members an object is asked for, and answers with samples.
final class RecordingDecoder: Decoder {
    struct Member {
        let name: String
        let schema: JSONValue
        let isRequired: Bool
    }

    /// A type that is read in a way of its own needs a `SchemaScalar` conformance.
    struct Unrecordable: Error {
        let what: String
    }

    let book: SchemaBook
    private(set) var members: [Member] = []

    init(_ book: SchemaBook) { self.book = book }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(MemberRecorder<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unrecordable(what: "an array") }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Unrecordable(what: "a scalar") }

    func record<T: Decodable>(_ name: String, _ type: T.Type, isRequired: Bool) throws -> T {
        let (schema, sample) = try book.look(at: type)
        if !members.contains(where: { $0.name == name }) {
            members.append(Member(name: name, schema: schema, isRequired: isRequired))
        }
        return sample
    }

    func schema(described texts: [String: String]) -> JSONValue {
        .schema(of: members, described: texts, except: [])
    }
}

extension JSONValue {
    /// The schema of an object. A reference takes no description beside it in Draft 7, so it is wrapped.
    static func schema(
        of members: [RecordingDecoder.Member], described texts: [String: String], except optional: Set<String>
    ) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in members {
            var schema = member.schema["$ref"] == nil ? member.schema.objectValue ?? [:] : ["allOf": [member.schema]]
            schema["description"] = texts[member.name].map { .string($0) }
            properties[member.name] = .object(schema)
        }
        var schema: [String: JSONValue] = ["type": "object", "properties": .object(properties)]
        let required = members.filter { $0.isRequired && !optional.contains($0.name) }.map(\.name)
        if !required.isEmpty { schema["required"] = .array(required.map { .string($0) }) }
        return .object(schema)
    }
}
