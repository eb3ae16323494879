package import Domain

/// Keeps every send from before it is tried. What returned without an error is durable.
package protocol SendJournal: Sendable {
    /// Writes a new entry, or returns the one that has this account and idempotency key already.
    func open(_ entry: SendEntry) async throws(MailError) -> JournalOpening
    /// Replaces the state of an entry.
    func update(_ id: String, to state: SendState) async throws(MailError)
    /// An entry that has failed is tried again, by this way out and with this envelope: the account's own address may be
    /// another one now.
    func reopen(_ id: String, by way: MailServiceKind, to envelope: Envelope) async throws(MailError)
    func entry(_ id: String) async throws(MailError) -> SendEntry?
    /// The entry that has this account and idempotency key.
    func entry(of account: AccountID, under key: String) async throws(MailError) -> SendEntry?
    /// Forgets entries that were opened before this moment and whose outcome is written down.
    func forget(finishedBefore moment: Timestamp) async throws(MailError)
    /// The ids of entries whose outcome nobody has written down: sends under way, and what a crash left behind. Only the
    /// ids, so that an entry which cannot be read stops no other.
    func unfinished() async throws(MailError) -> [String]
}
