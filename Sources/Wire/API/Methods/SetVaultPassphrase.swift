package import Broker

/// Adds, replaces or removes the passphrase that opens the vault.
package enum SetVaultPassphrase: APIMethod {
    package static let name = "setVaultPassphrase"
    package static let summary = "Adds, replaces or removes the passphrase that opens the vault."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var passphrase: NullableCredential

        package init(
            passphrase: NullableCredential
        ) {
            self.passphrase = passphrase
        }
    }

    package typealias Result = VaultStatus

    package static let fields: [String: String] = [
        "passphrase": "The new passphrase, or null to remove it. The last way to open the vault cannot be removed."
    ]
    package static let errors: [ErrorKind] = [.conflict] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "a new passphrase",
            params: #"""
                {"passphrase":"correct horse battery"}
                """#,
            result: #"""
                {"state":"open","slots":["keyFile","passphrase"],"openedBy":"keyFile","keyId":"k2","pendingRewraps":0,"records":7}
                """#),
        Example(
            "none any more",
            params: #"""
                {"passphrase":null}
                """#,
            result: #"""
                {"state":"open","slots":["keyFile"],"openedBy":"keyFile","keyId":"k2","pendingRewraps":0,"records":7}
                """#),
    ]
}
