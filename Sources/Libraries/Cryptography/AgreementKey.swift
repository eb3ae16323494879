internal import CCrypto

/// An X25519 key in libcrypto's hands. Dropping the last reference frees and wipes it.
@safe final class AgreementKey {
    private let raw: OpaquePointer

    init(private key: KeyBytes) throws(CryptographyError) {
        guard key.count == X25519.keyCount else { throw .invalid("an X25519 key has \(X25519.keyCount) bytes") }
        let raw = unsafe key.withPointer { (key) in
            let bytes = unsafe key.baseAddress?.assumingMemoryBound(to: UInt8.self)
            return unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nil, bytes, key.count)
        }
        guard let raw = unsafe raw else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
    }

    init(public key: [UInt8]) throws(CryptographyError) {
        guard key.count == X25519.keyCount else { throw .invalid("an X25519 key has \(X25519.keyCount) bytes") }
        guard let raw = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nil, key, key.count) else {
            throw .lastOfLibrary
        }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe EVP_PKEY_free(raw) }

    /// Makes one OpenSSL call. OpenSSL answers 1 for success; anything else is thrown.
    func call(_ body: (OpaquePointer) -> CInt) throws(CryptographyError) {
        guard unsafe body(raw) == 1 else { throw .lastOfLibrary }
    }

    /// A context for agreement with this key, to be freed by the caller.
    func makeContext() -> OpaquePointer? { unsafe EVP_PKEY_CTX_new(raw, nil) }
}
