package import Broker
package import Domain

/// What Mail asks of whoever keeps credentials, beside handing them out (`CredentialSource`). The adapter asks the
/// broker.
package protocol CredentialKeeper: Sendable {
    /// Durable on return; the account need not exist yet.
    func keepPassword(_ password: KeptPassword, for account: AccountID) async throws(MailError)
    /// Like `keepPassword`; the one before stays beside it for its own servers, until `settlePassword` says which counts.
    func changePassword(to password: KeptPassword, of account: AccountID) async throws(MailError)
    func settlePassword(of account: AccountID, isTaken: Bool) async throws(MailError)
    /// Forgets all credentials of the account. Forgetting what is not there is no error.
    func forget(_ account: AccountID) async throws(MailError)
    /// What is known of the account's own sign-in; nil where none is kept.
    func grantStatus(of account: AccountID) async throws(MailError) -> GrantStatus?
    /// Where the mailboxes are that the app opens by itself, without a user. Fails when it cannot.
    func servers(openedBy app: AppID, in tenant: String?) async throws(MailError) -> MailServers
    /// Where a cloud of Microsoft's keeps mail, by these ways; none without a cloud. Fails for a token source or a cloud that the
    /// configuration does not have.
    func servers(
        fedBy source: TokenSourceName, in cloud: String?, by base: [BaseScope]
    ) async throws(MailError) -> MailServers
    /// The credentials of an account that is not kept yet, and that has none of its own.
    func credentials(of prospect: Account) -> any CredentialSource
    /// Everything that is kept, without secrets.
    func holdings() async throws(MailError) -> [Holding]
}
