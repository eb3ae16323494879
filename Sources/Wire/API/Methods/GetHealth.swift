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
        "reasons":
            "What does not work, and what will not for long, such as an app's secret that ends within 30 days; for people.",
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
            "a secret that ends soon",
            result: #"""
                {"status":"ready","reasons":["app_ge3dmnzygm4tqmrtgu4dinzs (Contoso mail): cred_1, a client secret, ends on 2026-12-20; make a new one and give it to updateApp, with keepPrevious while both are good: Entra admin center > App registrations > 11111111-2222-3333-4444-555555555555 > Certificates & secrets > Client secrets, column Value"],"vault":"open","accounts":[{"account":"acc_mzxw6ytboi3dgnjqgq2tknru","state":"ready"}]}
                """#),
        Example(
            "a sealed vault",
            result: #"""
                {"status":"sealed","reasons":["the vault is sealed: call unlockVault"],"vault":"sealed","accounts":[]}
                """#),
    ]
}
