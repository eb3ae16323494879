package import Domain

/// One uploaded content.
package struct BlobInfo: Sendable, Hashable {
    package var id: BlobID
    /// So far, in bytes.
    package var size: Int
    package var expiresAt: Timestamp

    package init(id: BlobID, size: Int, expiresAt: Timestamp) {
        self.id = id
        self.size = size
        self.expiresAt = expiresAt
    }
}
