/// SHA-256 (FIPS 180-4) of bytes that are all at hand.
package enum SHA256Digest {
    /// Bytes in a digest.
    package static let count = 32

    package static func hash(_ message: [UInt8]) -> [UInt8] {
        let hasher = SHA256Hasher()
        hasher.update(message)
        return hasher.finish()
    }
}
