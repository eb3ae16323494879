/// Why a server could not be used.
package struct ServiceFailure: Codable, Sendable {
    package var kind: String
    package var message: String
    package var hint: String?

    package init(
        kind: String, message: String, hint: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }
}

extension ServiceFailure: Described {
    package static let fields: [String: String] = [
        "kind": "The kind of error, as in `error.data.kind`.",
        "message": "One phrase for a person.",
        "hint": "The next step.",
    ]
}
