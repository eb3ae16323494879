internal import JSON

extension JSONValue {
    /// The text, or `null`.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    static func texts(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }
}
