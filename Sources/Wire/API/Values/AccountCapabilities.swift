/// What the account's servers can do.
package struct AccountCapabilities: Codable, Sendable {
    package var backend: String
    package var order: String
    package var keywords: Bool

    package init(
        backend: String, order: String, keywords: Bool
    ) {
        self.backend = backend
        self.order = order
        self.keywords = keywords
    }
}

extension AccountCapabilities: Described {
    package static let fields: [String: String] = [
        "backend": "How mail is read: `imap`.",
        "order": "How lists are ordered: `uidDescending`.",
        "keywords": "Whether messages can carry keywords.",
    ]
}
