package import JSON
package import Tenant

/// What a client needs to know of a running sandbox: the line on standard output, and `GET /sandbox`.
package enum ReadyLine {
    package static func json(_ sandbox: Sandbox, _ addresses: Addresses) -> JSONValue {
        var line: [String: JSONValue] = [
            "ready": true, "https": .string(addresses.root),
            "http": .optional(addresses.httpPort.map { addresses.url("http", $0) }),
            "proxy": .optional(addresses.proxyPort.map { addresses.url("http", $0) }),
            "authority": .string("\(addresses.root)/common"), "graphRoot": .string(addresses.root),
            "control": .string("\(addresses.root)/sandbox"), "ca": .string(addresses.authorityFile),
            "imap": server(addresses, addresses.imapPort, "tls"),
            "smtp": server(addresses, addresses.smtpPort, "startTLS"),
            "configuration": PosterndConfiguration.json(addresses),
        ]
        line.merge(DirectoryListing.json(sandbox.directory)) { _, new in new }
        return .object(line)
    }

    private static func server(_ addresses: Addresses, _ port: Int, _ security: String) -> JSONValue {
        ["host": .string(addresses.host), "port": .integer(Int64(port)), "security": .string(security)]
    }
}
