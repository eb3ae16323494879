package import NIOSSL

/// When a server of lines speaks TLS.
package enum LineSecurity: Sendable {
    /// From the first byte.
    case implicit(NIOSSLContext)
    /// From where the protocol asks for it (`LineConnection.startTLS`).
    case onRequest(NIOSSLContext)
    case none
}
