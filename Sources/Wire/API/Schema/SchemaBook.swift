internal import JSON

/// Learns the JSON Schema (Draft 7) of types from their `Decodable` code, by decoding from a decoder that only records.
///
/// So what is documented is what is decoded: there is no second declaration that could drift.
final class SchemaBook {
    /// The schemas of structures, by name, for `components`.
    private(set) var components: [String: JSONValue] = [:]

    func schema<T: Decodable>(of type: T.Type) throws -> JSONValue { try look(at: type).schema }

    /// The schema, and some value for the code that asked.
    func look<T: Decodable>(at type: T.Type) throws -> (schema: JSONValue, sample: T) {
        if let scalar = type as? any SchemaScalar.Type, let sample = scalar.sample as? T {
            return (scalar.schema, sample)
        }
        if let list = type as? any ListShape.Type, let sample = list.emptyList as? T {
            return (try list.schema(in: self), sample)
        }
        if let choice = type as? any CaseIterable.Type, let found = choices(choice, as: type) { return found }
        let name = Self.name(of: type)
        let object = RecordingDecoder(self)
        // Entered before its members are looked at, so that a type within itself ends the search.
        if components[name] == nil { components[name] = .null }
        let sample = try T(from: object)
        components[name] = object.schema(described: (type as? any Described.Type)?.fields ?? [:])
        return (["$ref": .string("#/components/schemas/\(name)")], sample)
    }

    /// The members of a structure, in the order of their decoding, for parameters and results, which are no components.
    func members<T: Decodable>(of type: T.Type) throws -> [RecordingDecoder.Member] {
        let object = RecordingDecoder(self)
        _ = try T(from: object)
        return object.members
    }

    private func choices<E: CaseIterable, T>(_ choice: E.Type, as type: T.Type) -> (schema: JSONValue, sample: T)? {
        let names = choice.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        guard !names.isEmpty, let sample = choice.allCases.first as? T else { return nil }
        return (["type": "string", "enum": .array(names.map { .string($0) })], sample)
    }

    /// The type's name without its module: `Mailbox`, `GetInfo.Limits`.
    static func name(of type: Any.Type) -> String {
        String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
    }
}
