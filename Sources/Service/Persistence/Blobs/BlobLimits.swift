/// How much uploaded content is kept, and for how long.
package struct BlobLimits: Sendable, Hashable {
    /// One blob, in bytes.
    package var blob: Int
    /// All blobs of one owner, in bytes.
    package var owner: Int
    /// All blobs together, in bytes.
    package var total: Int
    /// How many blobs one owner may have.
    package var blobsPerOwner: Int
    /// How long a blob is kept that nobody adds to or reads.
    package var lifetime: Duration

    /// 512 MiB for one, more than any provider lets through; 1 GiB for an owner, 4 GiB for all; 1,000 blobs; one day.
    package init(
        blob: Int = 512 << 20, owner: Int = 1 << 30, total: Int = 4 << 30, blobsPerOwner: Int = 1_000,
        lifetime: Duration = .seconds(86_400)
    ) {
        self.blob = blob
        self.owner = owner
        self.total = total
        self.blobsPerOwner = blobsPerOwner
        self.lifetime = lifetime
    }
}
