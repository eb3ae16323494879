internal import CCrypto

/// An OpenSSL context for one signature over SHA-256. Dropping the last reference frees it.
///
/// Not `Sendable`: an `EVP_MD_CTX` carries no lock, so it stays with the function that made it.
@safe final class SignatureContext {
    private let raw: OpaquePointer

    init() throws(CryptographyError) {
        guard let raw = unsafe EVP_MD_CTX_new() else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
    }

    deinit { unsafe EVP_MD_CTX_free(raw) }

    /// Begins with `start`, an EVP_Digest…Init, and sets RSA's padding; a PSS salt is as long as the digest (RFC 7518, section 3.5).
    func begin(
        padding: CInt?, _ start: (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> CInt
    ) throws(CryptographyError) {
        var parameters: OpaquePointer?
        try unsafe call { unsafe start($0, &parameters) }
        guard let padding else { return }
        try unsafe call { _ in unsafe EVP_PKEY_CTX_set_rsa_padding(parameters, padding) }
        guard padding == RSA_PKCS1_PSS_PADDING else { return }
        try unsafe call { _ in unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) }
    }

    /// Makes one OpenSSL call. OpenSSL answers 1 for success; anything else is thrown.
    func call(_ body: (OpaquePointer) -> CInt) throws(CryptographyError) {
        guard unsafe body(raw) == 1 else { throw .lastOfLibrary }
    }
}
