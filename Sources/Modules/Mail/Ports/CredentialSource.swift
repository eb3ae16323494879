package import Domain

/// What Mail asks of whoever keeps credentials. The adapter in Daemon asks the broker.
package protocol CredentialSource: Sendable {
    /// A credential that should work now.
    func credential(for account: AccountID, _ demand: CredentialDemand) async throws(MailError) -> MailCredential
}
