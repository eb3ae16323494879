/// Where the doors of one sandbox are.
package struct Addresses: Sendable, Hashable {
    /// The host that clients name.
    package var host = "localhost"
    package var port: Int
    package var httpPort: Int?
    package var imapPort: Int
    package var smtpPort: Int
    package var proxyPort: Int?
    package var authorityFile: String

    package init(
        host: String = "localhost", port: Int, httpPort: Int? = nil, imapPort: Int, smtpPort: Int,
        proxyPort: Int? = nil, authorityFile: String
    ) {
        self.host = host
        self.port = port
        self.httpPort = httpPort
        self.imapPort = imapPort
        self.smtpPort = smtpPort
        self.proxyPort = proxyPort
        self.authorityFile = authorityFile
    }

    package var root: String { "https://\(host):\(port)" }
}
