package import Domain

/// What the catalogue knows of a provider.
package struct ProviderInfo: Codable, Hashable, Sendable {
    package var provider: ProviderKind
    package var name: String
    /// Where its entry comes from, and whether anybody tried it.
    package var verified: Bool
    /// The source, and what an operator has to know: how apps are registered, what ends refresh tokens.
    package var notes: String
    package var imap: ServerAddress?
    package var smtp: ServerAddress?
    /// What is asked for.
    package var scopes: [String]

    package init(
        provider: ProviderKind, name: String, verified: Bool, notes: String, imap: ServerAddress? = nil,
        smtp: ServerAddress? = nil, scopes: [String]
    ) {
        self.provider = provider
        self.name = name
        self.verified = verified
        self.notes = notes
        self.imap = imap
        self.smtp = smtp
        self.scopes = scopes
    }
}
