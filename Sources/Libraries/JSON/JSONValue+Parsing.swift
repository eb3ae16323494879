extension JSONValue {
    /// Reads one JSON text strictly (RFC 8259): UTF-8 without a byte order mark, no duplicate names, nothing after the
    /// value. Whole numbers beyond Int64 and reals beyond Double are errors, not approximations.
    package init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        try StructuralScan.check(text, within: limits)
        self = try JanssonDocument(text).value()
    }

    /// Reads this value as a `T`. With `.refused`, a member that `T` and the types within never asked for is an error.
    package func decode<T: Decodable>(_ type: T.Type, unknownKeys: UnknownKeys) throws(JSONError) -> T {
        let questions = Questions(unknownKeys)
        let result = try ValueDecoder.decode(type, from: self, at: .root, questions)
        try questions.refuseLeftovers()
        return result
    }
}
