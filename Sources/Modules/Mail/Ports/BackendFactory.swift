/// Makes the clients of an account's servers. No contact is made.
package protocol BackendFactory: Sendable {
    /// `nil` where the account has no server to read from.
    func mailbox(for account: Account, using credentials: any CredentialSource) -> (any MailboxClient)?
    /// `nil` where the account has no server to send by.
    func submission(for account: Account, using credentials: any CredentialSource) -> (any Submission)?
}
