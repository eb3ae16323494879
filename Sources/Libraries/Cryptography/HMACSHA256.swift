internal import CCrypto

/// HMAC with SHA-256 (RFC 2104).
package enum HMACSHA256 {
    /// The 32 bytes that prove knowledge of `key`. Compare with `constantTimeEqual`.
    package static func authenticate(_ message: [UInt8], key: KeyBytes) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: SHA256Digest.count) { (buffer, initialized) in
            let result = unsafe key.withPointer { (key) in
                unsafe HMAC(
                    EVP_sha256(), key.baseAddress, CInt(key.count), message, message.count, buffer.baseAddress, nil)
            }
            precondition(unsafe result != nil, "libcrypto has no HMAC")
            initialized = SHA256Digest.count
        }
    }
}
