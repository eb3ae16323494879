/// A certificate and its private key, by which an app proves itself (`private_key_jwt`, OpenID Connect Core 1.0, section 9;
/// reference sheet, section A9).
package struct ClientCertificate: Codable, Hashable, Sendable {
    package enum Algorithm: String, Codable, CaseIterable, Sendable {
        /// What Microsoft documents.
        case ps256 = "PS256"
        /// The older form, which other providers take.
        case rs256 = "RS256"
    }
    /// PEM, as it was uploaded to the portal. With more than one certificate the first is the app's own.
    package var certificate: String
    /// PEM, PKCS #8 or PKCS #1, not encrypted: an RSA key of 2048 to 8192 bits.
    package var privateKey: Credential
    /// PS256 when absent.
    package var algorithm: Algorithm?

    package init(certificate: String, privateKey: Credential, algorithm: Algorithm? = nil) {
        self.certificate = certificate
        self.privateKey = privateKey
        self.algorithm = algorithm
    }
}
