internal import Broker
internal import Databases
internal import Domain
internal import Foundation
internal import GRDB
internal import Mail

/// The rows of blobs in `postern.db`.
struct BlobTable: Sendable {
    private let file: DatabaseFile
    private let limits: BlobLimits

    init(_ file: DatabaseFile, limits: BlobLimits) {
        self.file = file
        self.limits = limits
    }

    /// The blob, if it is there, is the owner's, and has not expired.
    func row(_ blob: BlobID, of owner: CallerID, at now: Timestamp) async throws(MailError) -> BlobRow {
        let row = try await file.stored { (file) throws(DatabaseFailure) in
            try await file.read { (database) in
                try Row.fetchOne(
                    database, sql: "SELECT * FROM blob WHERE id = ? AND owner = ? AND expiresAt > ?",
                    arguments: [blob.rawValue, owner.rawValue, now.secondsSince1970]
                ).map(BlobRow.init(row:))
            }
        }
        guard let row else { throw .notFound(what: "blob") }
        return row
    }

    func insert(_ row: BlobRow) async throws(MailError) {
        let excess = try await file.stored { [limits] (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                let usage = try BlobUsage(of: row.owner, in: database)
                if let excess = usage.excess(adding: 0, isNew: true, limits) { return BlobUsage.Excess?.some(excess) }
                try database.execute(
                    sql: "INSERT INTO blob (id, owner, size, tail, expiresAt) VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        row.id.rawValue, row.owner.rawValue, row.size, Data(row.tail), row.expiresAt.secondsSince1970,
                    ])
                return nil
            }
        }
        if let excess { throw MailError(excess) }
    }

    /// Whether `count` bytes more of the owner would be too much.
    func checkRoom(for count: Int, of owner: CallerID) async throws(MailError) {
        let excess = try await file.stored { [limits] (file) throws(DatabaseFailure) in
            try await file.read { (database) in
                try BlobUsage(of: owner, in: database).excess(adding: count, isNew: false, limits)
            }
        }
        if let excess { throw MailError(excess) }
    }

    /// Writes down that the blob has grown by `count` bytes: only now it has. `notFound` when it has gone in the meantime.
    func grow(_ row: BlobRow, by count: Int) async throws(MailError) {
        let outcome = try await file.stored { [limits] (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                let usage = try BlobUsage(of: row.owner, in: database)
                if let excess = usage.excess(adding: count, isNew: false, limits) {
                    return (excess: BlobUsage.Excess?.some(excess), isThere: true)
                }
                try database.execute(
                    sql: "UPDATE blob SET size = ?, tail = ?, expiresAt = ? WHERE id = ?",
                    arguments: [row.size, Data(row.tail), row.expiresAt.secondsSince1970, row.id.rawValue])
                return (excess: nil, isThere: database.changesCount > 0)
            }
        }
        if let excess = outcome.excess { throw MailError(excess) }
        guard outcome.isThere else { throw .notFound(what: "blob") }
    }

    func putOff(_ blob: BlobID, to moment: Timestamp) async throws(MailError) {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                try database.execute(
                    sql: "UPDATE blob SET expiresAt = MAX(expiresAt, ?) WHERE id = ?",
                    arguments: [moment.secondsSince1970, blob.rawValue])
            }
        }
    }

    func remove(_ blob: BlobID) async throws(MailError) {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                try database.execute(sql: "DELETE FROM blob WHERE id = ?", arguments: [blob.rawValue])
            }
        }
    }

    /// False when it has been put off in the meantime.
    func removeExpired(_ blob: BlobID, at now: Timestamp) async throws(MailError) -> Bool {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                try database.execute(
                    sql: "DELETE FROM blob WHERE id = ? AND expiresAt <= ?",
                    arguments: [blob.rawValue, now.secondsSince1970])
                return database.changesCount > 0
            }
        }
    }

    func expired(at now: Timestamp) async throws(MailError) -> [BlobID] {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.read { (database) in
                try String.fetchAll(
                    database, sql: "SELECT id FROM blob WHERE expiresAt <= ?", arguments: [now.secondsSince1970]
                ).compactMap(BlobID.init(rawValue:))
            }
        }
    }

    /// How many bytes of each blob were acknowledged.
    func sizes() async throws(MailError) -> [BlobID: Int] {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.read { (database) in
                let rows = try Row.fetchAll(database, sql: "SELECT id, size FROM blob")
                return try rows.reduce(into: [:]) { (sizes, row) in
                    if let id = BlobID(rawValue: try row.decode(forColumn: "id")) {
                        sizes[id] = try row.decode(Int.self, forColumn: "size")
                    }
                }
            }
        }
    }
}
