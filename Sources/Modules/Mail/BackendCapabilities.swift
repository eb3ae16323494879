/// What a backend can and cannot do: the declared differences of design.md, section 5.
package struct BackendCapabilities: Sendable, Hashable, Codable {
    package var backend: String
    /// How lists are ordered.
    package var order: String
    package var keywords: Bool

    package init(backend: String, order: String, keywords: Bool) {
        self.backend = backend
        self.order = order
        self.keywords = keywords
    }
}
