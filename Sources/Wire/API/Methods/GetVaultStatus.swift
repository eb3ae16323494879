package import Broker

/// Tells whether secrets can be read, and what opens them.
package enum GetVaultStatus: APIMethod {
    package static let name = "getVaultStatus"
    package static let summary = "Tells whether secrets can be read, and what opens them."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package init() {}
    }

    package typealias Result = VaultStatus

    package static let errors: [ErrorKind] = []
    package static let examples = [
        Example(
            "an open vault",
            result: #"""
                {"state":"open","slots":["keyFile","passphrase"],"openedBy":"keyFile","keyId":"k2","pendingRewraps":0,"records":7}
                """#)
    ]
}
