package import Broker
package import Domain

/// One way in which an app proves itself to its provider, with what is secret about it.
package struct ClientProof: Codable, Hashable, Sendable {
    package enum Means: Codable, Hashable, Sendable {
        /// RFC 6749, section 2.3.1.
        case secret(Credential)
        /// OpenID Connect Core 1.0, section 9, `private_key_jwt`; reference sheet, section A9.
        case certificate(ClientCertificate)
        /// RFC 7523, section 2.2: a JWT of somebody else's, in the file of this name in the configuration.
        case assertion(String)
    }
    package var id: String
    package var means: Means
    package var addedAt: Timestamp
    /// When a secret ends by the operator's word, or a certificate by its own.
    package var expiresAt: Timestamp?
    /// Why the provider last refused it, until it takes it again.
    package var refusal: AppFailure?

    package init(
        id: String, means: Means, addedAt: Timestamp, expiresAt: Timestamp? = nil, refusal: AppFailure? = nil
    ) {
        self.id = id
        self.means = means
        self.addedAt = addedAt
        self.expiresAt = expiresAt
        self.refusal = refusal
    }
}
