/// Where a mail server listens, and how TLS begins there. There is no way to ask for no TLS.
package struct ServerAddress: Codable, Hashable, Sendable {
    package enum Security: String, Codable, CaseIterable, Sendable {
        /// TLS from the first byte (RFC 8314).
        case tls
        /// Plain greeting, then STARTTLS, which must succeed.
        case startTLS
    }
    /// A host name or an IP address; checked where the connection is made.
    package var host: String
    package var port: Int
    package var security: Security

    package init(host: String, port: Int, security: Security) {
        self.host = host
        self.port = port
        self.security = security
    }
}
