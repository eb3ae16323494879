/// Writes values as compact JSON: straight to bytes, in one line.
package enum JSONWriter {
    package static func encode(_ value: some Encodable) throws(JSONError) -> [UInt8] {
        try append(value, to: [])
    }

    /// Writes behind what is there already, without a copy of either.
    package static func append(_ value: some Encodable, to start: consuming [UInt8]) throws(JSONError) -> [UInt8] {
        let sink = JSONSink(startingWith: start)
        do {
            try sink.value(value, named: "")
        } catch let error as JSONError {
            throw error
        } catch {
            throw .unrepresentable(path: "", reason: "cannot be written")
        }
        return try sink.text.finish()
    }

    /// A value as text, for people and tests.
    package static func text(_ value: some Encodable) throws(JSONError) -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }
}
