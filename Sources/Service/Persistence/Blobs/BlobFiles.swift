internal import Domain
internal import Foundation
internal import Linux
internal import Mail

/// The files of blobs: one for each blob of a chunk or more, named like it, chunk after chunk. Everything here waits for the disk.
struct BlobFiles: Sendable {
    let directory: String

    /// Writes chunks behind the first `index`, and returns when they are on the disk. `bytes` fills chunks exactly.
    func write(_ bytes: ArraySlice<UInt8>, at index: Int, of blob: BlobID, _ seal: BlobSeal) throws(MailError) {
        let file = try disk { () throws(LinuxError) in try PlacedFile(writing: path(blob)) }
        var rest = bytes
        var index = index
        while !rest.isEmpty {
            let sealed = try seal.sealChunk(Array(rest.prefix(BlobSeal.chunk)), at: index, of: blob)
            try disk { () throws(LinuxError) in try file.write(sealed, at: index * BlobSeal.sealedChunk) }
            rest = rest.dropFirst(BlobSeal.chunk)
            index += 1
        }
        try disk { () throws(LinuxError) in try file.synchronize() }
    }

    /// The bytes from `start` to `end` of what the row says is there.
    func read(_ row: BlobRow, from start: Int, to end: Int, _ seal: BlobSeal) throws(MailError) -> [UInt8] {
        let tail = try seal.openTail(of: row)
        var window: [UInt8] = []
        window.reserveCapacity(end - start)
        let file = start < row.chunks * BlobSeal.chunk && start < end ? try open(row.id) : nil
        while window.count < end - start {
            let position = start + window.count
            let index = position / BlobSeal.chunk
            let chunk: [UInt8]
            if let file, index < row.chunks {
                let sealed = try disk { () throws(LinuxError) in
                    try file.read(BlobSeal.sealedChunk, at: index * BlobSeal.sealedChunk)
                }
                chunk = try seal.openChunk(sealed, at: index, of: row.id)
            } else {
                chunk = tail
            }
            let base = index * BlobSeal.chunk
            guard base + chunk.count > position else { throw BlobSeal.damaged(row.id) }
            window += chunk[(position - base)..<min(chunk.count, end - base)]
        }
        return window
    }

    /// Cuts off what was not acknowledged. Failing is no harm: it is written over, or cut off later.
    func cut(_ blob: BlobID, toSize size: Int) {
        if size < BlobSeal.chunk { return remove(blob) }
        let length = size / BlobSeal.chunk * BlobSeal.sealedChunk
        guard let file = try? PlacedFile(writing: path(blob)), let there = try? file.size(), there > length else {
            return
        }
        try? file.cut(to: length)
    }

    /// Nothing happens when there is none. What cannot be removed now goes at the next start.
    func remove(_ blob: BlobID) { try? FileManager.default.removeItem(atPath: path(blob)) }

    /// All blobs that have a file. `storage` where the directory cannot be read: what is not listed counts as lost.
    func names() throws(MailError) -> [BlobID] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw .storage("the directory of blobs cannot be read")
        }
        return names.compactMap(BlobID.init(rawValue:))
    }

    private func open(_ blob: BlobID) throws(MailError) -> PlacedFile {
        do throws(LinuxError) {
            return try PlacedFile(reading: path(blob))
        } catch {
            throw error.isAbsence ? BlobSeal.damaged(blob) : .storage(error.description)
        }
    }

    private func path(_ blob: BlobID) -> String { directory + "/" + blob.rawValue }

    private func disk<Value>(_ work: () throws(LinuxError) -> Value) throws(MailError) -> Value {
        do throws(LinuxError) { return try work() } catch { throw .storage(error.description) }
    }
}
