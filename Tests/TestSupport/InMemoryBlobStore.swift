package import Broker
package import Domain
package import Mail

/// Blobs that are gone with the process; what was read of them is remembered.
package actor InMemoryBlobStore: BlobStore {
    private struct Blob {
        let owner: CallerID
        var bytes: [UInt8]
    }
    private var blobs: [BlobID: Blob] = [:]
    /// The longest piece that was asked for.
    package private(set) var longestRead = 0

    /// How often a blob was read.
    package private(set) var reads = 0
    private var readsLeft = Int.max

    /// From this size on an owner has too much, in bytes.
    private let limit: Int

    package init(limit: Int = .max) { self.limit = limit }

    /// After so many reads more there is nothing any more.
    package func loseEverything(afterReads count: Int) { readsLeft = count }

    /// How many there are.
    package var count: Int { blobs.count }

    /// A whole blob at once.
    package func put(_ bytes: [UInt8], for owner: CallerID) -> BlobID {
        let id = BlobID.random()
        blobs[id] = Blob(owner: owner, bytes: bytes)
        return id
    }

    package func create(for owner: CallerID) -> BlobInfo { info(put([], for: owner), 0) }

    package func append(
        _ bytes: [UInt8], at offset: Int, to blob: BlobID, of owner: CallerID
    ) throws(MailError) -> BlobInfo {
        let there = try found(blob, owner)
        if offset != there.count {
            guard offset >= 0, offset < there.count, there.dropFirst(offset).starts(with: bytes) else {
                throw .conflict("another size")
            }
            return info(blob, there.count)
        }
        guard there.count + bytes.count < limit else { throw .quotaExceeded("the store is full") }
        blobs[blob]?.bytes += bytes
        return info(blob, offset + bytes.count)
    }

    package func info(_ blob: BlobID, of owner: CallerID) throws(MailError) -> BlobInfo {
        info(blob, try found(blob, owner).count)
    }

    package func read(
        _ blob: BlobID, of owner: CallerID, offset: Int, length: Int
    ) throws(MailError) -> [UInt8] {
        longestRead = max(longestRead, length)
        reads += 1
        readsLeft -= 1
        guard readsLeft >= 0 else { throw .notFound(what: "blob") }
        return Array(try found(blob, owner).dropFirst(offset).prefix(length))
    }

    package func delete(_ blob: BlobID, of owner: CallerID) throws(MailError) {
        _ = try found(blob, owner)
        blobs[blob] = nil
    }

    private func found(_ blob: BlobID, _ owner: CallerID) throws(MailError) -> [UInt8] {
        guard let found = blobs[blob], found.owner == owner else { throw .notFound(what: "blob") }
        return found.bytes
    }

    private func info(_ blob: BlobID, _ size: Int) -> BlobInfo {
        BlobInfo(id: blob, size: size, expiresAt: Timestamp(secondsSince1970: 4_000_000_000))
    }
}
