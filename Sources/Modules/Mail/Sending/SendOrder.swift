internal import Domain

/// A send that was checked, and that nobody has journaled or composed yet.
struct SendOrder: Sendable {
    let request: SendRequest
    let account: Account
    var letter: Letter
    let contentHash: [UInt8]

    var idempotencyKey: String? { request.idempotencyKey }

    /// Whether an entry of the journal is for this very content.
    func isMeant(by entry: SendEntry) throws(MailError) -> Bool {
        if entry.contentHash == contentHash { return true }
        return entry.contentHash == (try ContentHash.ofWords(in: request))
    }
}
