package import Domain

/// What went wrong last with an account.
package struct AccountFailure: Codable, Sendable {
    package var at: Timestamp
    package var kind: String
    package var message: String

    package init(
        at: Timestamp, kind: String, message: String
    ) {
        self.at = at
        self.kind = kind
        self.message = message
    }
}

extension AccountFailure: Described {
    package static let fields: [String: String] = [
        "at": "When it happened.",
        "kind": "The kind of error, as in `error.data.kind`.",
        "message": "One phrase for a person.",
    ]
}
