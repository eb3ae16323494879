import Cryptography
import Domain
import Testing
import Vault

@Suite("A rotation of the vault's key")
struct RotationTests {
    /// More than two batches.
    static let count = 150

    /// A vault of three slots with `count` records.
    private static func filled() async throws -> MemoryStore.Contents {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store, with: [Given.byCredential, Given.byKeyFile])
        try await vault.setPassphrase(Given.passphrase)
        for number in 0..<count { try await vault.keep("secret \(number)", as: "\(number)") }
        return store.contents
    }

    private static func expectAll(in vault: Vault) async throws {
        for number in 0..<count { #expect(try await vault.text(of: "\(number)") == "secret \(number)") }
    }

    @Test("seals everything under a new key, and keeps every way to open")
    func rotate() async throws {
        let store = MemoryStore(try await Self.filled())
        let vault = try await Vault.started(on: store)
        let before = await vault.status()
        try await vault.rotate()
        let after = await vault.status()
        #expect(after.keyID != before.keyID)
        #expect(after.slots == [.credential, .keyFile, .passphrase])
        #expect((after.records, after.pendingRewraps, after.isRotating) == (Self.count, 0, false))
        #expect(Set(store.contents.records.values.map(\.keyID)) == [after.keyID])
        try await Self.expectAll(in: vault)
        for source in [Given.byCredential, Given.byKeyFile] {
            try await Self.expectAll(in: try await Vault.started(on: store, with: [source]))
        }
        let unlocked = try await Vault.started(on: store, with: [])
        try await unlocked.unlock(Given.passphrase)
        try await Self.expectAll(in: unlocked)
    }

    @Test("is not undone by putting an old slot back")
    func oldSlots() async throws {
        let store = MemoryStore(try await Self.filled())
        let old = try #require(store.contents.keyring)
        try await Vault.started(on: store).rotate()
        let new = try #require(store.contents.keyring)
        // The slots stand at the end, behind the header.
        let slots = 253 * 3
        store.contents.keyring = Array(new.dropLast(slots) + old.suffix(slots))
        #expect(await (try Vault.started(on: store)).status().state != .open)
    }

    @Test(
        "loses nothing whatever happens at any of its writes, and is brought to its end afterwards",
        arguments: MemoryStore.Fault.allCases)
    func killed(_ fault: MemoryStore.Fault) async throws {
        let start = try await Self.filled()
        let measured = MemoryStore(start)
        try await Vault.started(on: measured).rotate()
        let steps = measured.changes
        #expect(steps >= 5)
        for step in 0..<steps {
            let store = MemoryStore(start, failingAt: step, by: fault)
            _ = try? await Vault.started(on: store).rotate()

            let survivors = MemoryStore(store.contents)
            let vault = try await Vault.started(on: survivors, with: [Given.byKeyFile])
            try await Self.expectAll(in: vault)
            try await vault.keep("written meanwhile", as: "new")
            let second = try await Vault.started(on: survivors, with: [])
            try await second.unlock(Given.passphrase)
            try await second.rotate()
            let status = await second.status()
            #expect((status.pendingRewraps, status.isRotating) == (0, false), "step \(step)")
            let third = try await Vault.started(on: survivors)
            try await Self.expectAll(in: third)
            #expect(try await third.text(of: "new") == "written meanwhile")
        }
    }

    @Test("killed again and again comes to its end")
    func killedOften() async throws {
        var contents = try await Self.filled()
        let first = await (try Vault.started(on: MemoryStore(contents))).status().keyID
        var rotated = false
        for _ in 0..<20 where !rotated {
            let store = MemoryStore(contents, failingAt: 1)
            let vault = try await Vault.started(on: store)
            let wasRotating = await vault.status().isRotating
            _ = try? await wasRotating ? vault.resumeRotation() : vault.rotate()
            contents = store.contents
            let now = await (try Vault.started(on: MemoryStore(contents))).status()
            rotated = now.keyID != first && !now.isRotating
        }
        #expect(rotated)
        try await Self.expectAll(in: try await Vault.started(on: MemoryStore(contents)))
    }

    @Test("goes on in the same program when one answer of the store is lost")
    func lostAnswer() async throws {
        let start = try await Self.filled()
        for step in 0..<5 {
            let store = MemoryStore(start, failingAt: step, by: .lostAnswer)
            let vault = try await Vault.started(on: store)
            let isKeyring = step == 0 || step == 4
            if isKeyring {
                // Whether the keyring was written is found out at once.
                try await vault.rotate()
            } else {
                await #expect(throws: VaultError.self) { try await vault.rotate() }
                #expect(await vault.status().isRotating)
                try await vault.resumeRotation()
            }
            let status = await vault.status()
            #expect((status.pendingRewraps, status.isRotating) == (0, false), "step \(step)")
            try await Self.expectAll(in: vault)
            try await vault.rotate()
            try await Self.expectAll(in: try await Vault.started(on: store))
        }
    }

    @Test("goes on beside reads and writes, and loses none of them")
    func busy() async throws {
        let vault = try await Vault.started(on: MemoryStore(try await Self.filled()))
        try await withThrowingTaskGroup(of: Void.self) { (group) in
            group.addTask { for _ in 0..<3 { try await vault.rotate() } }
            for worker in 0..<4 {
                group.addTask {
                    for round in 0..<100 {
                        let id = "\((worker * 31 + round) % Self.count)"
                        #expect(try await vault.text(of: id) == "secret \(id)")
                        try await vault.keep("secret \(id)", as: id)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await Self.expectAll(in: vault)
        #expect(await vault.status().pendingRewraps == 0)
    }

    @Test("may end while a record is being read")
    func betweenReadingAndOpening() async throws {
        let store = MemoryStore(try await Self.filled())
        let vault = try await Vault.started(on: store)
        store.interruptNextReading { try? await vault.rotate() }
        #expect(try await vault.text(of: "3") == "secret 3")
        #expect(await vault.status().isRotating == false)
    }

    @Test("does not forget the old key while records are left under it")
    func notRewrapped() async throws {
        let store = MemoryStore(try await Self.filled())
        let vault = try await Vault.started(on: store)
        store.ignoreRewraps(true)
        await #expect(throws: VaultError.self) { try await vault.rotate() }
        #expect(await vault.status().pendingRewraps == Self.count)
        try await Self.expectAll(in: try await Vault.started(on: store))
        store.ignoreRewraps(false)
        try await vault.resumeRotation()
        #expect(await vault.status().pendingRewraps == 0)
        try await Self.expectAll(in: vault)
    }

    @Test("leaves a damaged record behind and takes all others along")
    func damaged() async throws {
        let store = MemoryStore(try await Self.filled())
        let victim = try #require(store.contents.records[.grant("7")])
        store.contents.records[.grant("7")] = StoredRecord(
            key: victim.key, revision: victim.revision, keyID: victim.keyID,
            sealed: victim.sealed.dropLast() + [victim.sealed[victim.sealed.count - 1] ^ 1])
        let vault = try await Vault.started(on: store)
        try await vault.rotate()
        let status = await vault.status()
        #expect((status.pendingRewraps, status.isRotating) == (1, false))
        await #expect(throws: VaultError.corrupt(.grant("7"))) { try await vault.text(of: "7") }
        #expect(try await vault.text(of: "8") == "secret 8")
        try await vault.keep("secret 7", as: "7")
        try await vault.rotate()
        try await Self.expectAll(in: try await Vault.started(on: store))
    }

    @Test("gives the new key to no slot that the old key's owner did not write")
    func strangers() async throws {
        let store = MemoryStore(try await Self.filled())
        let vault = try await Vault.started(on: store)
        // One byte of the passphrase slot's public key: header, two slots, then version, kind, salt, cost and check.
        let offset = (store.contents.keyring?.count ?? 0) - 253 + 1 + 1 + 16 + 3 + 8
        store.contents.keyring?[offset] ^= 1
        let reopened = try await Vault.started(on: store)
        await #expect(throws: VaultError.corrupt(nil)) { try await reopened.rotate() }
        #expect(await reopened.status().isRotating == false)
        try await Self.expectAll(in: vault)
        // A new passphrase takes the place of the damaged slot.
        try await reopened.setPassphrase(Given.passphrase)
        try await reopened.rotate()
    }

    @Test("needs an open vault")
    func sealed() async throws {
        let store = MemoryStore(try await Self.filled())
        let vault = try await Vault.started(on: store, with: [])
        await #expect(throws: VaultError.sealed) { try await vault.rotate() }
    }
}
