extension JSONValue {
    func bool(at path: CodingPath) throws(JSONError) -> Bool {
        guard case .bool(let value) = self else { throw .mismatch(path: path.text, expected: "true or false") }
        return value
    }

    func string(at path: CodingPath) throws(JSONError) -> String {
        guard case .string(let value) = self else { throw .mismatch(path: path.text, expected: "a string") }
        return value
    }

    func double(at path: CodingPath) throws(JSONError) -> Double {
        guard let value = doubleValue else { throw .mismatch(path: path.text, expected: "a number") }
        return value
    }

    /// `5.0` is a whole number too, as in JSON Schema.
    func integer<I: FixedWidthInteger>(at path: CodingPath) throws(JSONError) -> I {
        guard let whole = integerValue else { throw .mismatch(path: path.text, expected: "a whole number") }
        guard let value = I(exactly: whole) else {
            throw .invalid(path: path.text, reason: "must be a whole number from \(I.min) to \(I.max)")
        }
        return value
    }
}
