import BrokerService
import Cryptography
import Domain
import Foundation
import GRDB
import Testing
import Vault

@Suite("vault.db")
struct VaultDatabaseTests {
    /// A directory of the test's own; it goes when the last reference goes.
    final class TemporaryDirectory: Sendable {
        let path: String
        init() throws {
            path = NSTemporaryDirectory() + "postern-" + UUID().uuidString
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
        func file(_ name: String) -> String { path + "/" + name }
    }

    let directory: TemporaryDirectory
    let source = KeySource(.credential, key: KeyBytes(copying: [UInt8](repeating: 7, count: 32)))
    var path: String { directory.file("vault.db") }

    init() throws { directory = try TemporaryDirectory() }

    private func vault() async throws -> Vault {
        let vault = Vault(store: try VaultDatabase(path: path))
        try await vault.open(with: [source])
        return vault
    }

    private func change(_ sql: String) throws { try DatabaseQueue(path: path).write { try $0.execute(sql: sql) } }

    private func grant(_ id: String) -> RecordKey { RecordKey(type: "grant", id: id) }

    private func secret(_ text: String) -> Secret<[UInt8]> { Secret(Array(text.utf8)) }

    @Test("has what was kept, also after a kill, and nothing of it in the clear")
    func kept() async throws {
        let killed = try await vault()
        try await killed.keep(secret("a canary that sings"), as: grant("1"))
        let reopened = try await vault()
        #expect(try await reopened.payload(of: grant("1")) == secret("a canary that sings"))
        #expect(await killed.status() == reopened.status())
        for name in ["vault.db", "vault.db-wal"] {
            let bytes = try #require(FileManager.default.contents(atPath: directory.file(name)))
            #expect(bytes.range(of: Data("canary".utf8)) == nil)
            let mode = try FileManager.default.attributesOfItem(atPath: directory.file(name))[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("keeps the promises of a record store")
    func promises() async throws {
        let store = try VaultDatabase(path: path)
        let (old, new) = (KeyID(bytes: [UInt8](repeating: 1, count: 8)), KeyID(bytes: [UInt8](repeating: 2, count: 8)))
        func record(_ id: String, _ revision: Int64, _ keyID: KeyID) -> StoredRecord {
            StoredRecord(key: grant(id), revision: revision, keyID: keyID, sealed: [1, 2, 3])
        }
        #expect(try await store.keyring() == nil)
        #expect(try await !store.replaceKeyring([1], expecting: [0]))
        #expect(try await store.replaceKeyring([1], expecting: nil))
        #expect(try await !store.replaceKeyring([2], expecting: nil))
        #expect(try await store.replaceKeyring([2], expecting: [1]))
        #expect(try await store.keyring() == [2])

        #expect(try await store.replace(record("a", 1, old), expecting: nil))
        #expect(try await !store.replace(record("a", 1, old), expecting: nil))
        #expect(try await !store.replace(record("a", 3, old), expecting: 2))
        #expect(try await store.replace(record("a", 2, old), expecting: 1))
        #expect(try await !store.replace(record("z", 2, old), expecting: 1))
        for id in ["b", "c", "d"] { #expect(try await store.replace(record(id, 1, old), expecting: nil)) }
        #expect(try await store.ids(of: "grant") == ["a", "b", "c", "d"])
        #expect(try await store.ids(of: "other").isEmpty)
        #expect(try await store.records(notUnder: new, after: nil, limit: 2).map(\.key.id) == ["a", "b"])
        #expect(try await store.records(notUnder: new, after: grant("b"), limit: 9).map(\.key.id) == ["c", "d"])

        // "a" has another revision by now, and "y" is not there: both are passed over.
        try await store.rewrap([record("a", 1, new), record("b", 1, new), record("y", 1, new)])
        #expect(try await store.record(grant("a")) == record("a", 2, old))
        #expect(try await store.record(grant("b")) == record("b", 1, new))
        #expect(try await store.count(notUnder: new) == (4, 3))
        #expect(try await store.count(notUnder: nil) == (4, 4))

        try await store.remove(grant("b"))
        try await store.remove(grant("b"))
        #expect(try await store.record(grant("b")) == nil)
    }

    @Test("whose rows were swapped, cut, moved or given other values is corrupt in these records alone")
    func damaged() async throws {
        let writer = try await vault()
        for id in ["1", "2", "good"] { try await writer.keep(secret("secret \(id)"), as: grant(id)) }
        let whole = try await VaultDatabase(path: path).record(grant("1"))
        for damage in [
            "UPDATE record SET sealed = (SELECT sealed FROM record WHERE id = '2') WHERE id = '1'",
            "UPDATE record SET sealed = substr(sealed, 1, 100) WHERE id = '1'",
            "UPDATE record SET sealed = x'' WHERE id = '1'",
            "UPDATE record SET revision = revision + 1 WHERE id = '1'",
            "UPDATE record SET revision = 9223372036854775807 WHERE id = '1'",
            "UPDATE record SET keyId = x'00' WHERE id = '1'",
        ] {
            try change(damage)
            let vault = try await vault()
            await #expect(throws: VaultError.corrupt(grant("1"))) { try await vault.payload(of: grant("1")) }
            #expect(try await vault.payload(of: grant("good")) == secret("secret good"))
            try await vault.remove(grant("1"))
            #expect(try await VaultDatabase(path: path).replace(try #require(whole), expecting: nil))
            #expect(try await vault.payload(of: grant("1")) == secret("secret 1"))
        }
    }

    @Test("goes through a rotation and a restart in the middle of it")
    func rotation() async throws {
        let writer = try await vault()
        for number in 0..<150 { try await writer.keep(secret("secret \(number)"), as: grant("\(number)")) }
        try await writer.rotate()
        try await writer.setPassphrase(Secret("correct horse battery"))
        try await writer.rotate()
        let sealed = Vault(store: try VaultDatabase(path: path))
        try await sealed.open(with: [])
        try await sealed.unlock(Secret("correct horse battery"))
        for number in 0..<150 {
            #expect(try await sealed.payload(of: grant("\(number)")) == secret("secret \(number)"))
        }
        #expect(await sealed.status().pendingRewraps == 0)
    }

    @Test("of a newer schema, or that is no database, is a storage error")
    func unusable() async throws {
        _ = try VaultDatabase(path: path)
        try change("PRAGMA user_version = 99")
        #expect(throws: VaultError.self) { try VaultDatabase(path: path) }
        try Data(repeating: 1, count: 9_000).write(to: URL(fileURLWithPath: directory.file("other.db")))
        #expect(throws: VaultError.self) { try VaultDatabase(path: directory.file("other.db")) }
    }
}
