internal import CCrypto

/// Checks JOSE signatures (RFC 7518, section 3).
package enum SignatureVerifier {
    /// Whether the owner of `key` signed `message`. A key of another kind than the algorithm's never did.
    package static func verify(
        algorithm: SignatureAlgorithm, key: PublicKey, message: [UInt8], signature: [UInt8]
    ) -> Bool {
        guard key.suits(algorithm) else { return false }
        switch algorithm {
        case .rs256:
            return key.verifies(signature, of: message, padding: RSA_PKCS1_PADDING)
        case .ps256:
            return key.verifies(signature, of: message, padding: RSA_PKCS1_PSS_PADDING)
        case .es256:
            guard let encoded = ECDSASignature(jose: signature)?.der else { return false }
            return key.verifies(encoded, of: message, padding: nil)
        }
    }
}
