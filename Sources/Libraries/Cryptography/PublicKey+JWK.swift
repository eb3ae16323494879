/// Keys as JWK sets publish them (RFC 7518, section 6), the numbers already out of base64url.
extension PublicKey {
    /// The RSA moduli accepted, in bits: below it is weak (NIST SP 800-131A), above it is a waste of our time.
    package static let modulusBits = 2_048...8_192

    /// An RSA key: modulus and exponent, big-endian.
    package static func rsa(modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) -> PublicKey {
        let modulus = Array(modulus.drop { $0 == 0 })
        let exponent = Array(exponent.drop { $0 == 0 })
        guard let first = modulus.first, let last = modulus.last, last & 1 == 1,
            modulusBits.contains(modulus.count * 8 - first.leadingZeroBitCount)
        else { throw .invalid("an RSA modulus is odd and has 2048 to 8192 bits") }
        guard (1...8).contains(exponent.count), let end = exponent.last, end & 1 == 1, exponent != [1] else {
            throw .invalid("an RSA exponent is odd, more than 1 and at most 64 bits long")
        }
        let numbers = DER.sequence(DER.integer(modulus), DER.integer(exponent))
        return try PublicKey(algorithm: .rs256, encoded: DER.sequence(rsaEncryption, DER.bitString(numbers)))
    }

    /// A point on P-256, each coordinate in 32 bytes; refused when it is not on the curve.
    package static func p256(x: [UInt8], y: [UInt8]) throws(CryptographyError) -> PublicKey {
        guard x.count == 32, y.count == 32 else { throw .invalid("a P-256 coordinate has 32 bytes") }
        let point: [UInt8] = [0x04] + x + y
        return try PublicKey(algorithm: .es256, encoded: DER.sequence(ecPublicKeyOnP256, DER.bitString(point)))
    }

    /// AlgorithmIdentifier: rsaEncryption, 1.2.840.113549.1.1.1, and NULL (RFC 3279, section 2.3.1).
    private static let rsaEncryption: [UInt8] = DER.sequence(
        [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01], [0x05, 0x00])
    /// AlgorithmIdentifier: ecPublicKey, 1.2.840.10045.2.1, on prime256v1, 1.2.840.10045.3.1.7 (RFC 5480, section 2.1).
    private static let ecPublicKeyOnP256: [UInt8] = DER.sequence(
        [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01],
        [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
}
