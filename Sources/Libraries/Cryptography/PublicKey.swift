internal import CCrypto

/// A key that checks signatures. Immutable, and libcrypto counts its references with a lock: safe to share.
@safe package final class PublicKey: @unchecked Sendable {
    private let raw: OpaquePointer
    /// The algorithm that this key was published for.
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

    /// An RSA key fits both of RSA's paddings; the algorithm it was published for is the caller's to compare.
    func suits(_ algorithm: SignatureAlgorithm) -> Bool {
        switch algorithm {
        case .rs256, .ps256: self.algorithm != .es256
        case .es256: self.algorithm == .es256
        }
    }

    /// Checks a signature in the form of libcrypto, over SHA-256; `padding` is RSA's.
    func verifies(_ signature: [UInt8], of message: [UInt8], padding: CInt?) -> Bool {
        do throws(CryptographyError) {
            let context = try SignatureContext()
            try unsafe context.begin(padding: padding) {
                unsafe EVP_DigestVerifyInit($0, $1, EVP_sha256(), nil, raw)
            }
            try unsafe context.call {
                unsafe EVP_DigestVerify($0, signature, signature.count, message, message.count)
            }
            return true
        } catch {
            return false
        }
    }
}
