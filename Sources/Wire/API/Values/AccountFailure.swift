package import Broker
package import Domain

/// What went wrong last with an account.
package struct AccountFailure: Codable, Sendable {
    package var at: Timestamp
    package var kind: String
    package var message: String
    package var hint: String?
    package var provider: ProviderFault?

    package init(
        at: Timestamp, kind: String, message: String, hint: String? = nil, provider: ProviderFault? = nil
    ) {
        self.at = at
        self.kind = kind
        self.message = message
        self.hint = hint
        self.provider = provider
    }
}

extension AccountFailure: Described {
    package static let fields: [String: String] = [
        "at": "When it happened.",
        "kind": "The kind of error, as in `error.data.kind`.",
        "message": "One phrase for a person.",
        "hint": "The next step, for a person.",
        "provider": "What the provider said, as in `error.data.provider`.",
    ]
}
