internal import CCrypto

/// An OpenSSL cipher context. Dropping the last reference frees it and wipes its key schedule.
///
/// Not `Sendable`: an `EVP_CIPHER_CTX` carries no lock, so it stays with the function that made it.
@safe final class CipherContext {
    private let raw: OpaquePointer

    init() throws(CryptographyError) {
        guard let raw = unsafe EVP_CIPHER_CTX_new() else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe EVP_CIPHER_CTX_free(raw) }

    /// Makes one OpenSSL call. OpenSSL answers 1 for success; anything else is thrown.
    func call(_ body: (OpaquePointer) -> CInt) throws(CryptographyError) {
        guard unsafe body(raw) == 1 else { throw .lastOfLibrary }
    }
}
