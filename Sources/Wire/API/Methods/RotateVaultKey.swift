package import Broker

/// Makes a new master key and rewraps every record under it; goes on where it stopped if it was interrupted.
package enum RotateVaultKey: APIMethod {
    package static let name = "rotateVaultKey"
    package static let summary =
        "Makes a new master key and rewraps every record under it; goes on where it stopped if it was "
        + "interrupted."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package init() {}
    }

    package typealias Result = VaultStatus

    package static let errors: [ErrorKind] = [.conflict] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "a rotation",
            result: #"""
                {"state":"open","slots":["keyFile","passphrase"],"openedBy":"keyFile","keyId":"k3","pendingRewraps":0,"records":7}
                """#)
    ]
}
