internal import CCrypto

/// Makes JOSE signatures (RFC 7518, sections 3.3 and 3.5) with an RSA key.
package enum SignatureSigner {
    /// Throws for an algorithm that is not RSA's.
    package static func sign(
        _ message: [UInt8], algorithm: SignatureAlgorithm, key: RSAPrivateKey
    ) throws(CryptographyError) -> [UInt8] {
        switch algorithm {
        case .rs256: try key.sign(message, padding: RSA_PKCS1_PADDING)
        case .ps256: try key.sign(message, padding: RSA_PKCS1_PSS_PADDING)
        case .es256: throw .invalid("an RSA key does not sign with ES256")
        }
    }
}
