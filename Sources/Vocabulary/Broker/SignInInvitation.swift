package import Domain

/// Where to send the user, and the state that the redirect will bring back.
package struct SignInInvitation: Codable, Hashable, Sendable {
    package var url: String
    /// 256 random bits; whoever holds it and the code can end the sign-in.
    package var state: String
    package var expiresAt: Timestamp

    package init(url: String, state: String, expiresAt: Timestamp) {
        self.url = url
        self.state = state
        self.expiresAt = expiresAt
    }
}
