package import Domain

/// What Mail asks of whoever keeps credentials. The adapter in Daemon asks the broker.
package protocol CredentialSource: Sendable {
    /// A credential that should work now. `rejected` is the one that a server just refused: it does not come again.
    func credential(
        for account: AccountID, on service: MailServiceKind, rejecting rejected: MailCredential?
    ) async throws(MailError) -> MailCredential
}
