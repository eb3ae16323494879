internal import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
/// Not `Sendable`: an `EVP_MD_CTX` carries no lock, so it stays with the function that made it.
@safe package final class SHA256Hasher {
    private let raw: OpaquePointer

    package init() {
        guard let raw = unsafe EVP_MD_CTX_new() else { preconditionFailure("out of memory") }
        unsafe self.raw = unsafe raw
        let result = unsafe EVP_DigestInit_ex(raw, EVP_sha256(), nil)
        precondition(result == 1, "libcrypto has no SHA-256")
    }

    deinit { unsafe EVP_MD_CTX_free(raw) }

    package func update(_ bytes: [UInt8]) {
        let result = unsafe bytes.withUnsafeBytes { unsafe EVP_DigestUpdate(raw, $0.baseAddress, $0.count) }
        precondition(result == 1, "SHA-256 takes no more bytes")
    }

    /// The digest of everything so far. Nothing may follow.
    package func finish() -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: SHA256Digest.count) { (buffer, initialized) in
            let result = unsafe EVP_DigestFinal_ex(raw, buffer.baseAddress, nil)
            precondition(result == 1, "a digest is taken once")
            initialized = SHA256Digest.count
        }
    }
}
