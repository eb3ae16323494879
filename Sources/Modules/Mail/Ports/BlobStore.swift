package import Broker
package import Domain

/// Keeps what callers upload in pieces, sealed, until it expires or is deleted. What was acknowledged is durable.
///
/// A blob belongs to the user who began it; for others it does not exist (`notFound(what: "blob")`).
package protocol BlobStore: Sendable {
    /// A new blob, empty. `quotaExceeded` when its owner has too many already.
    func create(for owner: CallerID) async throws(MailError) -> BlobInfo
    /// Adds a piece at `offset`, which is the size so far; a piece that is there already, byte for byte, changes nothing
    /// (a repeated call after a lost answer); anything else is `conflict`. `tooLarge` when the blob would be,
    /// `quotaExceeded` when its owner or everybody together has too much.
    func append(
        _ bytes: [UInt8], at offset: Int, to blob: BlobID, of owner: CallerID
    ) async throws(MailError) -> BlobInfo
    func info(_ blob: BlobID, of owner: CallerID) async throws(MailError) -> BlobInfo
    /// At most `length` bytes from `offset`; fewer only where the blob ends. Puts its expiry off.
    func read(
        _ blob: BlobID, of owner: CallerID, offset: Int, length: Int
    ) async throws(MailError) -> [UInt8]
    func delete(_ blob: BlobID, of owner: CallerID) async throws(MailError)
}
