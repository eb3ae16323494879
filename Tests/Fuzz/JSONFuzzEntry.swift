import JSON

/// Any bytes: what can be read can be written and read again to the same value.
enum JSONFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "json",
            { bytes in
                guard let value = try? JSONValue(parsing: bytes) else { return }
                let again = try? JSONValue(parsing: JSONWriter.encode(value))
                precondition(again == value, "a value changed on its way through the writer")
            }
        )
    ]
}
