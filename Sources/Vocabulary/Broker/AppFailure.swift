package import Domain

/// What a provider has against an app.
package struct AppFailure: Codable, Hashable, Sendable {
    package var at: Timestamp
    /// For the operator: what to correct, and where in the portal.
    package var hint: String
    package var provider: ProviderFault?

    package init(at: Timestamp, hint: String, provider: ProviderFault? = nil) {
        self.at = at
        self.hint = hint
        self.provider = provider
    }
}
