package import Broker
package import Domain

/// What Mail asks of whoever keeps credentials, beside handing them out (`CredentialSource`). The adapter asks the
/// broker.
package protocol CredentialKeeper: Sendable {
    /// Durable on return; the account need not exist yet.
    func keepPassword(_ password: KeptPassword, for account: AccountID) async throws(MailError)
    /// Forgets all credentials of the account. Forgetting what is not there is no error.
    func forget(_ account: AccountID) async throws(MailError)
    /// Whether a sign-in to the account is kept.
    func holdsGrant(for account: AccountID) async throws(MailError) -> Bool
    /// Everything that is kept, without secrets.
    func holdings() async throws(MailError) -> [Holding]
}
