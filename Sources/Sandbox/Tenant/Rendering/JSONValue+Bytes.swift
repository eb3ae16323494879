package import JSON

extension JSONValue {
    /// As compact JSON, members in the order of their names. A number that is none is our bug: no client can send one.
    package var bytes: [UInt8] {
        do throws(JSONError) { return try JSONWriter.encode(self) } catch {
            preconditionFailure("JSON cannot express it: \(error)")
        }
    }
}
