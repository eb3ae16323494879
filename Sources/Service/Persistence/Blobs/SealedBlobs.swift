package import Broker
package import Databases
package import Domain
internal import Linux
package import Mail

/// Keeps blobs in the state directory, sealed under the vault's key for them.
///
/// Whole chunks are in a file, written once, each to a place where nothing acknowledged was; size and what fills no chunk yet are in
/// `postern.db`. A piece is acknowledged by one transaction after its chunks are on the disk, so a crash at any moment leaves either
/// the blob of before or the blob of after; what a file has beyond that is cut off.
package struct SealedBlobs: BlobStore {
    let table: BlobTable
    let files: BlobFiles
    let turns = BlobTurns()
    let thread = DiskThread()
    private let limits: BlobLimits
    private let keys: DataKeys
    let clock: any WallClock

    /// Makes the directory where it is missing; its name is on the disk when this returns.
    package init(
        _ directory: String, database: DatabaseFile, limits: BlobLimits, keys: DataKeys, clock: any WallClock
    ) throws(StateDirectoryError) {
        do throws(LinuxError) {
            try Directory.ensure(directory, mode: 0o700)
            try Directory.synchronize(Directory.parent(of: directory))
        } catch {
            throw .unusable(error.description)
        }
        table = BlobTable(database, limits: limits)
        files = BlobFiles(directory: directory)
        self.limits = limits
        self.keys = keys
        self.clock = clock
    }

    package func create(for owner: CallerID) async throws(MailError) -> BlobInfo {
        let seal = try await seal()
        var row = BlobRow(id: .random(), owner: owner, size: 0, tail: [], expiresAt: nextExpiry)
        row.tail = try seal.sealTail([], of: row)
        let new = row
        try await withRoom { () throws(MailError) in try await table.insert(new) }
        return row.info
    }

    package func append(
        _ bytes: [UInt8], at offset: Int, to blob: BlobID, of owner: CallerID
    ) async throws(MailError) -> BlobInfo {
        let seal = try await seal()
        return try await withRoom { () throws(MailError) in
            try await turns.take(on: blob) { () throws(MailError) in
                let row = try await table.row(blob, of: owner, at: clock.now())
                guard offset == row.size else { return try await repeated(bytes, at: offset, in: row, seal).info }
                return try await grown(row, by: bytes, seal).info
            }
        }
    }

    package func info(_ blob: BlobID, of owner: CallerID) async throws(MailError) -> BlobInfo {
        let seal = try await seal()
        let row = try await table.row(blob, of: owner, at: clock.now())
        _ = try seal.openTail(of: row)
        return row.info
    }

    package func read(
        _ blob: BlobID, of owner: CallerID, offset: Int, length: Int
    ) async throws(MailError) -> [UInt8] {
        guard offset >= 0, length >= 0 else { throw .invalid(field: "offset", reason: "must not be negative") }
        let seal = try await seal()
        let row = try await table.row(blob, of: owner, at: clock.now())
        let start = min(offset, row.size)
        let end = start + min(length, row.size - start)
        let window: [UInt8]
        do throws(MailError) {
            window = try await thread.run { () throws(MailError) in
                try files.read(row, from: start, to: end, seal)
            }
        } catch {
            // It may have been deleted while it was read.
            _ = try await table.row(blob, of: owner, at: clock.now())
            throw error
        }
        try await putOff(row)
        return window
    }

    package func delete(_ blob: BlobID, of owner: CallerID) async throws(MailError) {
        try await turns.take(on: blob) { () throws(MailError) in
            _ = try await table.row(blob, of: owner, at: clock.now())
            try await table.remove(blob)
            try await thread.run { () throws(MailError) in files.remove(blob) }
        }
    }

    /// The answer to a piece that does not begin where the blob ends.
    private func repeated(
        _ bytes: [UInt8], at offset: Int, in row: BlobRow, _ seal: BlobSeal
    ) async throws(MailError) -> BlobRow {
        guard offset >= 0 else { throw .invalid(field: "offset", reason: "must not be negative") }
        guard offset < row.size, bytes.count <= row.size - offset else {
            throw .conflict("the blob has \(row.size) bytes: the next piece begins there")
        }
        let there = try await thread.run { () throws(MailError) in
            try files.read(row, from: offset, to: offset + bytes.count, seal)
        }
        guard there == bytes else {
            throw .conflict("other bytes are in this place, and the blob has \(row.size) bytes")
        }
        return row
    }

    private func grown(_ row: BlobRow, by bytes: [UInt8], _ seal: BlobSeal) async throws(MailError) -> BlobRow {
        guard bytes.count <= limits.blob - row.size else {
            throw .tooLarge("a blob has at most \(limits.blob) bytes")
        }
        try await table.checkRoom(for: bytes.count, of: row.owner)
        do throws(MailError) {
            let grown = try await thread.run { () throws(MailError) in
                let pending = try seal.openTail(of: row) + bytes
                let whole = pending.count / BlobSeal.chunk * BlobSeal.chunk
                if whole > 0 { try files.write(pending[..<whole], at: row.chunks, of: row.id, seal) }
                var grown = row
                grown.size += bytes.count
                grown.expiresAt = nextExpiry
                grown.tail = try seal.sealTail(Array(pending[whole...]), of: grown)
                return grown
            }
            try await table.grow(grown, by: bytes.count)
            return grown
        } catch {
            await forgetUnacknowledged(of: row)
            throw error
        }
    }

    /// Frees what a piece left behind that failed, as where the disk is full.
    private func forgetUnacknowledged(of row: BlobRow) async {
        // Where a commit failed, nobody but the table knows whether it came to pass.
        guard let size = try? await table.sizes()[row.id, default: 0] else { return }
        try? await thread.run { () throws(MailError) in files.cut(row.id, toSize: size) }
    }

    /// Does the work; where there is no room for it, again when what has expired is gone. Never inside of a turn: others' turns
    /// are waited for.
    private func withRoom<Value: Sendable>(
        _ work: @Sendable () async throws(MailError) -> Value
    ) async throws(MailError) -> Value {
        do throws(MailError) {
            return try await work()
        } catch .quotaExceeded {
            try await sweep()
            return try await work()
        }
    }

    /// Only now and then: each time is a write to the database.
    private func putOff(_ row: BlobRow) async throws(MailError) {
        guard row.expiresAt.duration(to: nextExpiry) >= limits.lifetime / 24 else { return }
        try await table.putOff(row.id, to: nextExpiry)
    }

    private var nextExpiry: Timestamp { clock.now().advanced(by: limits.lifetime) }

    private func seal() async throws(MailError) -> BlobSeal { BlobSeal(key: try await keys.key(for: .blob)) }
}
