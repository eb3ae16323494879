/// Why outbound traffic cannot begin: the operator has to act.
package enum CurlSetupError: Error, Hashable, Sendable {
    /// curl uses another TLS library than OpenSSL: libcurl4-gnutls-dev or its like was installed over libcurl4-openssl-dev.
    case wrongTLSLibrary(String)
    /// Older than 7.88, or built without a part that Postern needs.
    case unsuitableLibrary(String)
    case unreadable(path: String)
    /// The file with extra certificates holds none.
    case noCertificates(path: String)
    /// No thread, or no file descriptor.
    case system(String)
}

extension CurlSetupError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wrongTLSLibrary(let name): "libcurl uses \(name) instead of OpenSSL: install libcurl4-openssl-dev"
        case .unsuitableLibrary(let reason): "libcurl is not suitable: \(reason)"
        case .unreadable(let path): "cannot read the certificates in \(path)"
        case .noCertificates(let path): "no certificate in \(path)"
        case .system(let reason): "cannot start the network loop: \(reason)"
        }
    }
}
