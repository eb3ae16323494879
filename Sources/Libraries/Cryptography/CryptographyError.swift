/// Why a cryptographic operation gave no result.
package enum CryptographyError: Error, Equatable, Sendable {
    /// Not sealed with this key and this associated data, or changed since; the two cannot be told apart.
    case authenticationFailed
    /// A key, a length or a parameter that cannot be right, or is outside what Postern accepts.
    case invalid(String)
    /// libcrypto failed in itself, mostly for want of memory; its own code (`openssl errstr`).
    case library(code: UInt)
}
