package import Domain

/// One of the ways in which an app proves itself, without what is secret about it. An app has two while one takes over from
/// the other.
package struct AppCredential: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case secret, certificate, assertion
    }
    /// Names it in `updateApp`.
    package var id: String
    package var kind: Kind
    package var addedAt: Timestamp
    /// What the portal says of a secret, and what a certificate says of itself.
    package var expiresAt: Timestamp?
    /// Of a certificate: SHA-256 in hexadecimal, as the portal shows it.
    package var thumbprint: String?
    /// Of an assertion: the name of its file in the configuration.
    package var assertion: String?
    /// Why the provider last refused it, until it takes it again; the daemon then uses the other one.
    package var refusal: AppFailure?

    package init(
        id: String, kind: Kind, addedAt: Timestamp, expiresAt: Timestamp? = nil, thumbprint: String? = nil,
        assertion: String? = nil, refusal: AppFailure? = nil
    ) {
        self.id = id
        self.kind = kind
        self.addedAt = addedAt
        self.expiresAt = expiresAt
        self.thumbprint = thumbprint
        self.assertion = assertion
        self.refusal = refusal
    }
}
