package import Domain

/// What to tell the user, who signs in on any device (RFC 8628, section 3.2). The daemon itself asks the provider for the
/// result, also after a restart.
package struct DeviceLoginInvitation: Codable, Hashable, Sendable {
    /// Names the sign-in in `awaitDeviceLogin`; 256 random bits.
    package var login: String
    package var userCode: String
    package var verificationURI: String
    /// The same with the code in it, where the provider gives one.
    package var verificationURIComplete: String?
    /// The provider's own sentence, to be shown as it is.
    package var message: String?
    package var expiresAt: Timestamp

    package init(
        login: String, userCode: String, verificationURI: String, verificationURIComplete: String? = nil,
        message: String? = nil, expiresAt: Timestamp
    ) {
        self.login = login
        self.userCode = userCode
        self.verificationURI = verificationURI
        self.verificationURIComplete = verificationURIComplete
        self.message = message
        self.expiresAt = expiresAt
    }
}
