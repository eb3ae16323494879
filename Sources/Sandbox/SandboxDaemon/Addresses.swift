/// Where the doors of one sandbox are.
package struct Addresses: Sendable, Hashable {
    /// The host that clients name: `localhost`, or the address of `--listen`.
    package var host: String
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

    package var root: String { url("https", port) }

    /// Without a slash at its end.
    func url(_ scheme: String, _ port: Int) -> String {
        host.contains(":") ? "\(scheme)://[\(host)]:\(port)" : "\(scheme)://\(host):\(port)"
    }
}
