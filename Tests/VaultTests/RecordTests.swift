import Cryptography
import Domain
import Testing
import Vault

@Suite("A sealed record")
struct RecordTests {
    @Test("gives back what was kept, of any length", arguments: [0, 1, 251, 252, 253, 508, 5_000, 1 << 20])
    func lengths(_ count: Int) async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        let payload = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try await vault.keep(Secret(payload), as: .grant("1"))
        #expect(try await vault.payload(of: .grant("1")) == Secret(payload))
        let stored = try #require(store.contents.records[.grant("1")])
        #expect((stored.sealed.count - 1 - 60 - 28) % 256 == 0)
    }

    @Test("is refused beyond a mebibyte")
    func tooLong() async throws {
        let vault = try await Vault.started(on: MemoryStore())
        await #expect(throws: VaultError.self) {
            try await vault.keep(Secret([UInt8](repeating: 0, count: 1 << 20 + 1)), as: .grant("1"))
        }
    }

    @Test("shows nothing of itself in the store, and looks new each time")
    func opaque() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        try await vault.keep("a canary that sings", as: "1")
        let first = try #require(store.contents.records[.grant("1")])
        try await vault.keep("a canary that sings", as: "1")
        let second = try #require(store.contents.records[.grant("1")])
        #expect(first.sealed != second.sealed)
        #expect((first.revision, second.revision) == (1, 2))
        #expect(!String(decoding: first.sealed, as: UTF8.self).contains("canary"))
    }

    @Test("is corrupt, alone, after any change of a byte and at any other length")
    func damaged() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        try await vault.keep("token", as: "1")
        try await vault.keep("other", as: "2")
        let good = try #require(store.contents.records[.grant("1")])
        func expectCorrupt(_ sealed: [UInt8]) async {
            store.contents.records[.grant("1")] = StoredRecord(
                key: good.key, revision: good.revision, keyID: good.keyID, sealed: sealed)
            await #expect(throws: VaultError.corrupt(.grant("1"))) { try await vault.text(of: "1") }
        }
        for position in good.sealed.indices {
            var sealed = good.sealed
            sealed[position] ^= 0x80
            await expectCorrupt(sealed)
            await expectCorrupt(Array(good.sealed.prefix(position)))
        }
        await expectCorrupt(good.sealed + [0])
        await expectCorrupt([2] + good.sealed.dropFirst())
        #expect(try await vault.text(of: "2") == "other")
        try await vault.keep("anew", as: "1")
        #expect(try await vault.text(of: "1") == "anew")
        #expect(await vault.status().state == .open)
    }

    @Test("is corrupt in the place, under the type, revision or key of another")
    func moved() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        try await vault.keep("token", as: "1")
        try await vault.keep("other", as: "2")
        let one = try #require(store.contents.records[.grant("1")])
        let two = try #require(store.contents.records[.grant("2")])
        let foreign = KeyID(bytes: [UInt8](repeating: 1, count: 8))
        let password = RecordKey(type: "password", id: "1")
        let places = [
            StoredRecord(key: one.key, revision: 1, keyID: one.keyID, sealed: two.sealed),
            StoredRecord(key: password, revision: 1, keyID: one.keyID, sealed: one.sealed),
            StoredRecord(key: one.key, revision: 2, keyID: one.keyID, sealed: one.sealed),
            StoredRecord(key: one.key, revision: 1, keyID: foreign, sealed: one.sealed),
            // The wrapped key of the one, the payload of the other.
            StoredRecord(
                key: one.key, revision: 1, keyID: one.keyID, sealed: Array(one.sealed[..<61] + two.sealed[61...])),
        ]
        for place in places {
            store.contents.records[place.key] = place
            await #expect(throws: VaultError.corrupt(place.key)) { try await vault.record(place.key) }
            store.contents.records[one.key] = one
        }
        #expect(try await vault.text(of: "1") == "token")
    }

    @Test("of another vault is corrupt, even under the same owner's key")
    func foreignVault() async throws {
        let (store, other) = (MemoryStore(), MemoryStore())
        try await Vault.started(on: other).keep("token", as: "1")
        let vault = try await Vault.started(on: store)
        store.contents.records = other.contents.records
        await #expect(throws: VaultError.corrupt(.grant("1"))) { try await vault.text(of: "1") }
    }

    @Test("that was replaced is corrupt when it is put back under the newer revision")
    func replayed() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        try await vault.keep("old", as: "1")
        let old = try #require(store.contents.records[.grant("1")])
        try await vault.keep("new", as: "1")
        store.contents.records[.grant("1")] = StoredRecord(
            key: old.key, revision: 2, keyID: old.keyID, sealed: old.sealed)
        await #expect(throws: VaultError.corrupt(.grant("1"))) { try await vault.text(of: "1") }
    }

    @Test("is replaced by revision, once")
    func revisions() async throws {
        let vault = try await Vault.started(on: MemoryStore())
        let key = RecordKey.grant("1")
        #expect(try await vault.replace(key, ifRevision: nil, with: Secret([1])))
        #expect(try await !vault.replace(key, ifRevision: nil, with: Secret([2])))
        #expect(try await !vault.replace(key, ifRevision: 2, with: Secret([2])))
        #expect(try await vault.replace(key, ifRevision: 1, with: Secret([3])))
        let record = try #require(try await vault.record(key))
        #expect(record.revision == 2)
        #expect(record.payload == Secret([3]))
        try await vault.remove(key)
        #expect(try await vault.record(key) == nil)
        try await vault.remove(key)
    }

    @Test("kept by many at once loses no write")
    func concurrent() async throws {
        let vault = try await Vault.started(on: MemoryStore())
        try await withThrowingTaskGroup(of: Void.self) { (group) in
            for number in 0..<50 { group.addTask { try await vault.keep("\(number)", as: "\(number % 5)") } }
            try await group.waitForAll()
        }
        for id in 0..<5 { #expect(try await vault.record(.grant("\(id)"))?.revision == 10) }
        #expect(try await vault.ids(of: "grant") == ["0", "1", "2", "3", "4"])
        #expect(try await vault.ids(of: "password").isEmpty)
    }

    @Test("that holds a data key is made once and stays the same")
    func dataKeys() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        let made = try await withThrowingTaskGroup(of: [UInt8].self) { (group) in
            for _ in 0..<8 { group.addTask { try await vault.dataKey(named: "cursor").withBytes { $0 } } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(made.count == 1)
        let again = try await Vault.started(on: store)
        #expect(try await again.dataKey(named: "cursor").withBytes { $0 } == made.first)
        #expect(try await again.dataKey(named: "outbox").withBytes { $0 } != made.first)
        try await again.keep(Secret([1, 2]), as: RecordKey(type: .dataKey, id: "cursor"))
        await #expect(throws: VaultError.corrupt(RecordKey(type: .dataKey, id: "cursor"))) {
            try await again.dataKey(named: "cursor")
        }
    }
}
