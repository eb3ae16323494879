internal import CCrypto

/// Agreement on a key by X25519 (RFC 7748): two parties mix their private key with the other's public key.
package enum X25519 {
    /// Bytes in a private key, a public key and a shared secret. Every 32 random bytes are a private key.
    package static let keyCount = 32

    package static func publicKey(of privateKey: KeyBytes) throws(CryptographyError) -> [UInt8] {
        let key = try AgreementKey(private: privateKey)
        var bytes = [UInt8](repeating: 0, count: keyCount)
        var count = keyCount
        try unsafe key.call { unsafe EVP_PKEY_get_raw_public_key($0, &bytes, &count) }
        return bytes
    }

    /// What both parties come to. It is not uniform: use it through `HKDFSHA256` only. Refuses public keys that give no secret.
    package static func sharedSecret(
        of privateKey: KeyBytes, with publicKey: [UInt8]
    ) throws(CryptographyError) -> KeyBytes {
        let context = try KeyContext(key: try AgreementKey(private: privateKey))
        let peer = try AgreementKey(public: publicKey)
        try unsafe context.call { unsafe EVP_PKEY_derive_init($0) }
        try unsafe peer.call { (peer) in unsafe context.answer { unsafe EVP_PKEY_derive_set_peer($0, peer) } }
        return try unsafe KeyBytes(count: keyCount) { (output) throws(CryptographyError) in
            var count = output.count
            let bytes = unsafe output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            try unsafe context.call { unsafe EVP_PKEY_derive($0, bytes, &count) }
        }
    }
}
