internal import CCrypto

/// An OpenSSL context for work with asymmetric keys and key derivation. Dropping the last reference frees it.
///
/// Not `Sendable`: it carries no lock, so it stays with the function that made it.
@safe final class KeyContext {
    private let raw: OpaquePointer

    init(kind: CInt) throws(CryptographyError) {
        guard let raw = unsafe EVP_PKEY_CTX_new_id(kind, nil) else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
    }

    /// For agreement with `key`.
    init(key: AgreementKey) throws(CryptographyError) {
        guard let raw = unsafe key.makeContext() else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe EVP_PKEY_CTX_free(raw) }

    /// Makes one OpenSSL call. OpenSSL answers 1 for success; anything else is thrown.
    func call(_ body: (OpaquePointer) -> CInt) throws(CryptographyError) {
        guard unsafe body(raw) == 1 else { throw .lastOfLibrary }
    }

    /// The bare answer, for a call that stands inside another.
    func answer(_ body: (OpaquePointer) -> CInt) -> CInt { unsafe body(raw) }
}
