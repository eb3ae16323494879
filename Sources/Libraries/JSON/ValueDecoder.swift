/// The Decoder over a `JSONValue`.
struct ValueDecoder: Decoder {
    let value: JSONValue
    let path: CodingPath
    let questions: Questions
    /// One record for all containers over this object, so that a type which reads another from the same decoder
    /// (flattening) shares it.
    let asked: Questions.Asked?

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    private init(_ value: JSONValue, at path: CodingPath, _ questions: Questions) {
        self.value = value
        self.path = path
        self.questions = questions
        asked = questions.record(value, at: path)
    }

    /// A decoder for code that asks for one by itself (`superDecoder`).
    static func nested(_ value: JSONValue, at path: CodingPath, _ questions: Questions) -> ValueDecoder {
        ValueDecoder(value, at: path, questions)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else {
            throw JSONError.mismatch(path: path.text, expected: "an object")
        }
        return KeyedDecodingContainer(
            KeyedValues<Key>(members: members, path: path, questions: questions, asked: asked))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else {
            throw JSONError.mismatch(path: path.text, expected: "an array")
        }
        return UnkeyedValues(elements: elements, path: path, questions: questions)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleValue(value: value, path: path, decoder: self)
    }

    /// The value as it is, with everything in it counted as asked for.
    func wholeValue() -> JSONValue {
        asked?.all = true
        return value
    }
}

extension ValueDecoder {
    /// Reads a `T`, and turns whatever its `init(from:)` throws into a `JSONError` that repeats no value.
    static func decode<T: Decodable>(
        _ type: T.Type, from value: JSONValue, at path: CodingPath, _ questions: Questions
    ) throws(JSONError) -> T {
        if T.self == JSONValue.self, let whole = value as? T { return whole }
        return try decode(type, with: ValueDecoder(value, at: path, questions))
    }

    static func decode<T: Decodable>(_ type: T.Type, with decoder: ValueDecoder) throws(JSONError) -> T {
        do {
            return try T(from: decoder)
        } catch let error as JSONError {
            throw error
        } catch let error as DecodingError {
            throw failure(error, reading: type, at: decoder.path)
        } catch {
            throw .invalid(path: decoder.path.text, reason: "cannot be read")
        }
    }

    private static func failure(_ error: DecodingError, reading type: Any.Type, at path: CodingPath) -> JSONError {
        if let allowed = allowedValues(of: type) {
            return .invalid(path: path.text, reason: "must be one of \(allowed.joined(separator: ", "))")
        }
        // The standard library's words for a raw value quote it.
        if type is any RawRepresentable.Type {
            return .invalid(path: path.text, reason: "is not a well-formed \(type)")
        }
        return switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            .invalid(path: path.text, reason: context.debugDescription)
        @unknown default: .invalid(path: path.text, reason: "cannot be read")
        }
    }

    /// The raw values of an enumeration of strings.
    private static func allowedValues(of type: Any.Type) -> [String]? {
        func names<E: CaseIterable>(_ type: E.Type) -> [String] {
            type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        }
        guard type is any RawRepresentable.Type, let cases = type as? any CaseIterable.Type else { return nil }
        let names = names(cases)
        return names.isEmpty ? nil : names
    }
}
