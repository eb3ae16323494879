internal import Broker
internal import GRDB
internal import Mail

/// How much is kept already, and whether more fits.
struct BlobUsage: Sendable {
    enum Excess: Sendable {
        case blobs(limit: Int)
        case ownerBytes(limit: Int)
        case totalBytes(limit: Int)
    }
    let ownerBlobs: Int
    let ownerBytes: Int
    let totalBytes: Int

    init(of owner: CallerID, in database: Database) throws {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*) FILTER (WHERE owner = ?1) AS blobs,
                    coalesce(sum(size) FILTER (WHERE owner = ?1), 0) AS mine, coalesce(sum(size), 0) AS everybodys
                FROM blob
                """, arguments: [owner.rawValue])
        ownerBlobs = try row?.decode(forColumn: "blobs") ?? 0
        ownerBytes = try row?.decode(forColumn: "mine") ?? 0
        totalBytes = try row?.decode(forColumn: "everybodys") ?? 0
    }

    /// What would be too much with `count` bytes more, in another blob or in one that is there.
    func excess(adding count: Int, isNew: Bool, _ limits: BlobLimits) -> Excess? {
        if isNew, ownerBlobs >= limits.blobsPerOwner { return .blobs(limit: limits.blobsPerOwner) }
        if ownerBytes + count > limits.owner { return .ownerBytes(limit: limits.owner) }
        if totalBytes + count > limits.total { return .totalBytes(limit: limits.total) }
        return nil
    }
}

extension MailError {
    init(_ excess: BlobUsage.Excess) {
        switch excess {
        case .blobs(let limit):
            self = .quotaExceeded("a caller has at most \(limit) blobs: delete some, or let them expire")
        case .ownerBytes(let limit):
            self = .quotaExceeded("the blobs of a caller have at most \(limit) bytes: delete some, or let them expire")
        case .totalBytes(let limit):
            self = .quotaExceeded(
                "all callers' blobs together have at most \(limit) bytes: try again when some have gone")
        }
    }
}
