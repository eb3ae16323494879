internal import CCrypto

/// HKDF with SHA-256 (RFC 5869): one strong key becomes several, one for each `info`.
package enum HKDFSHA256 {
    /// The most that can be derived: 255 digests (RFC 5869, section 2.3).
    package static let maximumCount = 255 * SHA256Digest.count

    package static func derive(
        from key: KeyBytes, salt: [UInt8], info: [UInt8], count: Int = 32
    ) throws(CryptographyError) -> KeyBytes {
        guard (1...maximumCount).contains(count) else { throw .invalid("HKDF gives 1 to \(maximumCount) bytes") }
        let context = try KeyContext(kind: EVP_PKEY_HKDF)
        try unsafe context.call { unsafe EVP_PKEY_derive_init($0) }
        try unsafe context.call { unsafe EVP_PKEY_CTX_set_hkdf_md($0, EVP_sha256()) }
        try unsafe context.call { unsafe EVP_PKEY_CTX_set1_hkdf_salt($0, salt, CInt(salt.count)) }
        try unsafe key.withPointer { (key) throws(CryptographyError) in
            let bytes = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
            try unsafe context.call { unsafe EVP_PKEY_CTX_set1_hkdf_key($0, bytes, CInt(key.count)) }
        }
        try unsafe context.call { unsafe EVP_PKEY_CTX_add1_hkdf_info($0, info, CInt(info.count)) }
        return try unsafe KeyBytes(count: count) { (output) throws(CryptographyError) in
            var written = output.count
            let bytes = unsafe output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            try unsafe context.call { unsafe EVP_PKEY_derive($0, bytes, &written) }
        }
    }
}
