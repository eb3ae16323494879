internal import CCrypto

/// AES-256 in Galois/Counter mode (NIST SP 800-38D): nobody without the key can read or change what was sealed.
///
/// The sealed form is nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes). Nonces are random: one key should not seal more than
/// 2^32 times (SP 800-38D, section 8.3).
package enum AESGCM {
    package static let keyCount = 32
    package static let nonceCount = 12
    package static let tagCount = 16
    /// How much longer than the plaintext the sealed form is.
    package static let overhead = nonceCount + tagCount
    /// The most that is sealed in one piece; libcrypto counts in `int`.
    package static let maximumCount = 1 << 30

    package static func seal(
        _ plaintext: [UInt8], key: KeyBytes, associatedData: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        try seal(plaintext, key: key, nonce: RandomBytes.make(nonceCount), associatedData: associatedData)
    }

    /// Seals a key under another: the plaintext is never in ordinary memory.
    package static func seal(
        _ inner: KeyBytes, key: KeyBytes, associatedData: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        try unsafe inner.withPointer { (plaintext) throws(CryptographyError) in
            try unsafe seal(plaintext, key, RandomBytes.make(nonceCount), associatedData)
        }
    }

    /// With a given nonce, for test vectors. Two messages under one key and nonce betray each other.
    package static func seal(
        _ plaintext: [UInt8], key: KeyBytes, nonce: [UInt8], associatedData: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try unsafe plaintext.borrowed { (plaintext) throws(CryptographyError) in
            try unsafe seal(plaintext, key, nonce, associatedData)
        }
    }

    package static func open(
        _ sealed: [UInt8], key: KeyBytes, associatedData: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        let count = try plaintextCount(of: sealed)
        var plaintext = [UInt8](repeating: 0, count: count)
        try unsafe plaintext.borrowedMutably { (output) throws(CryptographyError) in
            try unsafe open(sealed, key, associatedData, into: output)
        }
        return plaintext
    }

    /// Opens what `seal(_: KeyBytes, …)` sealed: the key goes straight into locked memory.
    package static func openKey(
        _ sealed: [UInt8], key: KeyBytes, associatedData: [UInt8] = []
    ) throws(CryptographyError) -> KeyBytes {
        let count = try plaintextCount(of: sealed)
        guard count > 0 else { throw .invalid("no key inside") }
        return try unsafe KeyBytes(count: count) { (output) throws(CryptographyError) in
            try unsafe open(sealed, key, associatedData, into: output)
        }
    }

    private static func plaintextCount(of sealed: [UInt8]) throws(CryptographyError) -> Int {
        guard sealed.count >= overhead else { throw .authenticationFailed }
        guard sealed.count - overhead <= maximumCount else { throw .invalid("too long to open in one piece") }
        return sealed.count - overhead
    }
}
