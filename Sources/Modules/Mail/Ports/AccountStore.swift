package import Domain

/// Keeps accounts. What returned without an error is durable.
package protocol AccountStore: Sendable {
    func accounts() async throws(MailError) -> [Account]
    func account(_ id: AccountID) async throws(MailError) -> Account?
    /// Creates or replaces. `notFound` for an account that was removed, as long as its tombstone stands.
    func save(_ account: Account) async throws(MailError)
    /// Removes the row, leaves a tombstone, and drops what hangs on the account.
    func remove(_ id: AccountID) async throws(MailError)
    /// Accounts removed whose credentials may not have been forgotten yet.
    func tombstones() async throws(MailError) -> [AccountID]
    func clearTombstone(_ id: AccountID) async throws(MailError)
}
