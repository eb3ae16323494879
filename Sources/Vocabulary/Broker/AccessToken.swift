package import Domain

/// A token that opens one resource until it expires.
package struct AccessToken: Codable, Hashable, Sendable {
    package var credential: Credential
    /// When the provider stops accepting it.
    package var expiresAt: Timestamp
    package var resource: Resource

    package init(credential: Credential, expiresAt: Timestamp, resource: Resource) {
        self.credential = credential
        self.expiresAt = expiresAt
        self.resource = resource
    }
}
