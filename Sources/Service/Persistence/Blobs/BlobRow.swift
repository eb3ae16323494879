internal import Broker
internal import Domain
internal import Foundation
internal import GRDB
internal import Mail

/// A blob as far as it was acknowledged: `postern.db` has the last word on it, not the file.
struct BlobRow: Sendable {
    let id: BlobID
    let owner: CallerID
    /// In bytes.
    var size: Int
    /// What fills no chunk yet, sealed.
    var tail: [UInt8]
    var expiresAt: Timestamp

    init(id: BlobID, owner: CallerID, size: Int, tail: [UInt8], expiresAt: Timestamp) {
        self.id = id
        self.owner = owner
        self.size = size
        self.tail = tail
        self.expiresAt = expiresAt
    }

    init(row: Row) throws {
        let size: Int = try row.decode(forColumn: "size")
        guard let id = BlobID(rawValue: try row.decode(forColumn: "id")), size >= 0 else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a blob has no name or no size")
        }
        self.init(
            id: id, owner: CallerID(rawValue: try row.decode(forColumn: "owner")), size: size,
            tail: Array(try row.decode(Data.self, forColumn: "tail")),
            expiresAt: Timestamp(secondsSince1970: try row.decode(forColumn: "expiresAt")))
    }

    var info: BlobInfo { BlobInfo(id: id, size: size, expiresAt: expiresAt) }
    /// How many chunks are in the file.
    var chunks: Int { size / BlobSeal.chunk }
    /// How many bytes `tail` holds when it is opened.
    var tailCount: Int { size % BlobSeal.chunk }
}
