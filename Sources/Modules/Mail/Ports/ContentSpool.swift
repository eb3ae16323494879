package import Domain

/// Holds downloaded content for a while, sealed, so that windows of it can be read without asking the server again.
package protocol ContentSpool: Sendable {
    /// Fills a new entry by `fill` and returns what names it. Throws what `fill` throws, and keeps nothing then.
    func store(
        for account: AccountID, fill: @Sendable (any ContentSink) async throws(MailError) -> Void
    ) async throws(MailError) -> SpooledContent
    /// `notFound` when it expired, never was, or belongs to another account.
    func content(_ id: String, for account: AccountID) async throws(MailError) -> SpooledContent
    /// At most `length` bytes from `offset`.
    func read(_ content: SpooledContent, offset: Int, length: Int) async throws(MailError) -> [UInt8]
    func removeAll(of account: AccountID) async
}
