internal import CCrypto

/// A key that checks signatures. Immutable, and libcrypto counts its references with a lock: safe to share.
@safe package final class PublicKey: @unchecked Sendable {
    private let raw: OpaquePointer
    /// The one algorithm that this key is used with.
    package let algorithm: SignatureAlgorithm

    /// Reads a SubjectPublicKeyInfo (RFC 5280, section 4.1) in DER.
    init(algorithm: SignatureAlgorithm, encoded: [UInt8]) throws(CryptographyError) {
        let raw = unsafe encoded.withUnsafeBufferPointer { (buffer) in
            var position = buffer.baseAddress
            return unsafe d2i_PUBKEY(nil, &position, buffer.count)
        }
        guard let raw = unsafe raw else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
        self.algorithm = algorithm
    }

    deinit { unsafe EVP_PKEY_free(raw) }

    /// Checks a signature in the form of libcrypto, over SHA-256.
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let context = unsafe EVP_MD_CTX_new() else { return false }
        defer {
            unsafe EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        guard unsafe EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, raw) == 1 else { return false }
        return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
