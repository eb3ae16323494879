package import Broker

/// Tells whether the daemon can work, and how each account is that the caller may see.
package enum GetHealth: APIMethod {
    package static let name = "getHealth"
    package static let summary =
        "Tells whether the daemon can work, and how each account is that the caller may see."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package init() {}
    }

    package struct Result: Codable, Sendable {
        package var status: HealthStatus
        package var reasons: [String]
        package var vault: VaultStatus.State
        package var accounts: [AccountHealth]

        package init(
            status: HealthStatus, reasons: [String], vault: VaultStatus.State, accounts: [AccountHealth]
        ) {
            self.status = status
            self.reasons = reasons
            self.vault = vault
            self.accounts = accounts
        }
    }

    package static let resultFields: [String: String] = [
        "status": "The whole in one word.",
        "reasons": "Why it is not `ready`, for people.",
        "vault": "Whether secrets can be read.",
        "accounts": "The accounts that the caller may see.",
    ]
    package static let errors: [ErrorKind] = []
    package static let examples = [
        Example(
            "all is well",
            result: #"""
                {"status":"ready","reasons":[],"vault":"open","accounts":[{"account":"acc_mzxw6ytboi3dgnjqgq2tknru","state":"ready"}]}
                """#),
        Example(
            "a sealed vault",
            result: #"""
                {"status":"sealed","reasons":["the vault is sealed: call unlockVault"],"vault":"sealed","accounts":[]}
                """#),
    ]
}
