package import Broker

/// Opens a sealed vault by its passphrase; makes the vault when there is none yet.
package enum UnlockVault: APIMethod {
    package static let name = "unlockVault"
    package static let summary =
        "Opens a sealed vault by its passphrase; makes the vault when there is none yet."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var passphrase: Credential

        package init(
            passphrase: Credential
        ) {
            self.passphrase = passphrase
        }
    }

    package typealias Result = VaultStatus

    package static let fields: [String: String] = [
        "passphrase": "The passphrase."
    ]
    package static let errors: [ErrorKind] = [.forbidden, .conflict, .vaultCorrupt]
    package static let examples = [
        Example(
            "a passphrase",
            params: #"""
                {"passphrase":"correct horse battery"}
                """#,
            result: #"""
                {"state":"open","slots":["keyFile","passphrase"],"openedBy":"passphrase","keyId":"k2","pendingRewraps":0,"records":7}
                """#)
    ]
}
