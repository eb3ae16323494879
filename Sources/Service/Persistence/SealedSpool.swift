internal import Cryptography
package import Domain
internal import Foundation
internal import Linux
package import Mail

/// Keeps downloaded content on disk for a while, sealed under a key that dies with the process.
///
/// Its files have no names, so they die with it as well.
package actor SealedSpool: ContentSpool {
    private struct Entry {
        let account: AccountID
        let file: SealedFile
        var size = 0
        /// Nil while it is being filled: then it neither expires nor gives way.
        var lastUse: ContinuousClock.Instant?
    }
    private let directory: String
    private let limits: SpoolLimits
    private let now: @Sendable () -> ContinuousClock.Instant
    private let key = KeyBytes.random()
    private var entries: [String: Entry] = [:]
    private var total = 0

    /// Makes the directory and clears away what a killed process may have left there.
    package init(
        _ directory: String, limits: SpoolLimits = SpoolLimits(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws(StateDirectoryError) {
        self.directory = directory
        self.limits = limits
        self.now = now
        do throws(LinuxError) {
            try Directory.ensure(directory, mode: 0o700)
        } catch {
            throw .unusable(error.description)
        }
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: directory)) ?? [] where name.hasPrefix(Self.prefix) {
            try? files.removeItem(atPath: directory + "/" + name)
        }
    }

    package func store(
        for account: AccountID, fill: @Sendable (any ContentSink) async throws(MailError) -> Void
    ) async throws(MailError) -> SpooledContent {
        let id = try begin(for: account)
        do throws(MailError) {
            guard let file = entries[id]?.file else { throw .notFound(what: "content") }
            let sink = SpoolSink(id: id, file: file, spool: self)
            try await fill(sink)
            let size = try await sink.finish()
            guard entries[id] != nil else { throw .notFound(what: "account") }
            entries[id]?.lastUse = now()
            return SpooledContent(id: id, size: size)
        } catch {
            drop(id)
            throw error
        }
    }

    package func content(_ id: String, for account: AccountID) throws(MailError) -> SpooledContent {
        expire()
        guard let entry = entries[id], entry.account == account, entry.lastUse != nil else {
            throw .notFound(what: "content")
        }
        entries[id]?.lastUse = now()
        return SpooledContent(id: id, size: entry.size)
    }

    package func read(_ content: SpooledContent, offset: Int, length: Int) async throws(MailError) -> [UInt8] {
        expire()
        guard let entry = entries[content.id], entry.lastUse != nil else { throw .notFound(what: "content") }
        guard offset >= 0, length >= 0 else { throw .invalid(field: "offset", reason: "must not be negative") }
        entries[content.id]?.lastUse = now()
        return try await Self.window(of: entry.file, size: entry.size, offset: offset, length: length)
    }

    package func removeAll(of account: AccountID) {
        for (id, entry) in entries where entry.account == account { drop(id) }
    }

    /// Drops what nobody has read for too long. Every call does so too; a caller with a timer keeps the disk clear in between.
    package func expire() {
        let limit = now() - limits.idle
        for (id, entry) in entries {
            if let lastUse = entry.lastUse, lastUse <= limit { drop(id) }
        }
    }

    /// Bytes held, and in how many contents.
    package var usage: (bytes: Int, entries: Int) { (total, entries.count) }

    /// Room for `count` more bytes of one content, made by dropping others where it has to be.
    func reserve(_ count: Int, for id: String) throws(MailError) {
        guard let size = entries[id]?.size else { throw .notFound(what: "content") }
        guard size + count <= limits.entry else {
            throw .tooLarge("content of more than \(limits.entry) bytes is not downloaded")
        }
        while total + count > limits.total { try dropOldest() }
        entries[id]?.size += count
        total += count
    }

    private func begin(for account: AccountID) throws(MailError) -> String {
        expire()
        while entries.count >= limits.entries { try dropOldest() }
        let id = Self.prefix + Base64(RandomBytes.make(15)).urlText
        do throws(LinuxError) {
            let file = try SealedFile(in: directory, id: id, key: key)
            entries[id] = Entry(account: account, file: file)
        } catch {
            throw .storage(error.description)
        }
        return id
    }

    private func dropOldest() throws(MailError) {
        let idle = entries.compactMap { (id, entry) in entry.lastUse.map { (id: id, lastUse: $0) } }
        guard let oldest = idle.min(by: { $0.lastUse < $1.lastUse }) else {
            throw .unavailable("the spool is full of downloads under way", retryAfterMs: 5_000)
        }
        drop(oldest.id)
    }

    private func drop(_ id: String) { total -= entries.removeValue(forKey: id)?.size ?? 0 }

    /// Away from the actor: what is being read does not keep others waiting.
    private nonisolated static func window(
        of file: SealedFile, size: Int, offset: Int, length: Int
    ) async throws(MailError) -> [UInt8] {
        let start = min(offset, size)
        let end = start + min(length, size - start)
        var window: [UInt8] = []
        window.reserveCapacity(end - start)
        while window.count < end - start {
            let position = start + window.count
            let index = position / SealedFile.chunk
            let base = index * SealedFile.chunk
            do throws(SpoolFailure) {
                let chunk = try file.read(chunk: index, count: min(SealedFile.chunk, size - base))
                window += chunk[(position - base)..<min(chunk.count, end - base)]
            } catch {
                throw MailError(error)
            }
        }
        return window
    }

    /// What names of contents begin with.
    private static let prefix = "cnt_"
}
