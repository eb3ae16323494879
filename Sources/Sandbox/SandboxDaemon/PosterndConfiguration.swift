package import JSON

/// What `posternd` has to be configured with so that apps of the cloud `sandbox` are this sandbox's.
package enum PosterndConfiguration {
    package static func json(_ addresses: Addresses) -> JSONValue {
        let elsewhere: [JSONValue] = addresses.host == "localhost" ? [] : [.string(addresses.host)]
        return [
            "clouds": [
                "sandbox": [
                    "loginHost": .string(addresses.root), "graphRoot": .string(addresses.root),
                    "imap": server(addresses, addresses.imapPort, "tls"),
                    "smtp": server(addresses, addresses.smtpPort, "startTLS"),
                    "mailResource": "https://outlook.office.com",
                ]
            ],
            "egress": ["allow": .array(["127.0.0.0/8", "::1/128"] + elsewhere)],
            "tls": ["caFile": .string(addresses.authorityFile)],
        ]
    }

    private static func server(_ addresses: Addresses, _ port: Int, _ security: String) -> JSONValue {
        ["host": .string(addresses.host), "port": .integer(Int64(port)), "security": .string(security)]
    }
}
