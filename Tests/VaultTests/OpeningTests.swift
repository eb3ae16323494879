import Cryptography
import Domain
import Testing
import Vault

@Suite("A vault")
struct OpeningTests {
    @Test("without a key stays uninitialized, says so and gives nothing")
    func uninitialized() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store, with: [])
        #expect(await vault.status() == VaultReport(state: .uninitialized))
        await #expect(throws: VaultError.sealed) { try await vault.keep("a", as: "1") }
        await #expect(throws: VaultError.sealed) { try await vault.text(of: "1") }
        #expect(store.contents.keyring == nil)
    }

    @Test("is made at the first start with a key, and opened by that key ever after")
    func made() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store, with: [Given.byKeyFile])
        try await vault.keep("token", as: "1")
        let status = await vault.status()
        #expect(status.state == .open)
        #expect(status.slots == [.keyFile])
        #expect(status.openedBy == .keyFile)
        #expect(status.records == 1)
        let again = try await Vault.started(on: store, with: [Given.byKeyFile])
        #expect(await again.status() == status)
        #expect(try await again.text(of: "1") == "token")
    }

    @Test("without its key stays sealed; with a foreign one it says wrong key")
    func sealed() async throws {
        let store = MemoryStore()
        try await Vault.started(on: store).keep("token", as: "1")
        let keyless = try await Vault.started(on: store, with: [])
        #expect(await keyless.status().state == .sealed)
        #expect(await keyless.status().slots == [.credential])
        await #expect(throws: VaultError.sealed) { try await keyless.text(of: "1") }
        #expect(try await keyless.ids(of: "grant") == ["1"])
        let foreign = try await Vault.started(on: store, with: [KeySource(.credential, key: .random())])
        #expect(await foreign.status().state == .wrongKey)
        await #expect(throws: VaultError.wrongKey) { try await foreign.text(of: "1") }
        // The same bytes given as another kind of key find no slot.
        let misplaced = try await Vault.started(on: store, with: [KeySource(.keyFile, key: Given.credential)])
        #expect(await misplaced.status().state == .sealed)
    }

    @Test("takes any of its keys, and gives a key of a new kind a slot")
    func several() async throws {
        let store = MemoryStore()
        try await Vault.started(on: store).keep("token", as: "1")
        let both = try await Vault.started(on: store, with: [Given.byCredential, Given.byKeyFile])
        #expect(await both.status().slots == [.credential, .keyFile])
        let other = try await Vault.started(on: store, with: [Given.byKeyFile])
        #expect(await other.status().openedBy == .keyFile)
        #expect(try await other.text(of: "1") == "token")
    }

    @Test("changes its credential when the old one is given beside the new")
    func exchanged() async throws {
        let store = MemoryStore()
        try await Vault.started(on: store).keep("token", as: "1")
        let fresh = KeySource(.credential, key: KeyBytes(copying: [UInt8](repeating: 0xC2, count: 32)))
        _ = try await Vault.started(on: store, with: [fresh, Given.byCredential])
        let vault = try await Vault.started(on: store, with: [fresh])
        #expect(try await vault.text(of: "1") == "token")
        #expect(await (try Vault.started(on: store)).status().state == .wrongKey)
    }

    @Test("never gives up a key's slot because a foreign key of that kind is given")
    func notExchanged() async throws {
        let store = MemoryStore()
        _ = try await Vault.started(on: store, with: [Given.byCredential, Given.byKeyFile])
        let before = store.contents.keyring
        let foreign = KeySource(.keyFile, key: .random())
        #expect(await (try Vault.started(on: store, with: [foreign, Given.byCredential])).status().state == .open)
        #expect(store.contents.keyring == before)
    }

    @Test("is made by a first passphrase, and unlocked by it afterwards")
    func passphrase() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store, with: [])
        try await vault.unlock(Given.passphrase)
        try await vault.keep("token", as: "1")
        let again = try await Vault.started(on: store, with: [])
        #expect(await again.status().state == .sealed)
        await #expect(throws: VaultError.wrongKey) { try await again.unlock(Secret("incorrect horse")) }
        #expect(await again.status().state == .wrongKey)
        try await again.unlock(Given.passphrase)
        #expect(await again.status().openedBy == .passphrase)
        #expect(try await again.text(of: "1") == "token")
    }

    @Test("refuses passphrases that are too short or endless, and has none to unlock by unless it was set")
    func passphraseBounds() async throws {
        let vault = try await Vault.started(on: MemoryStore(), with: [])
        for text in ["", "seven b", String(repeating: "x", count: 1_025)] {
            await #expect(throws: VaultError.self) { try await vault.unlock(Secret(text)) }
        }
        let store = MemoryStore()
        _ = try await Vault.started(on: store)
        let sealed = try await Vault.started(on: store, with: [])
        await #expect(throws: VaultError.conflict("the vault has no passphrase")) {
            try await sealed.unlock(Given.passphrase)
        }
    }

    @Test("checks a passphrase also when it is open, and stays open", arguments: [true, false])
    func checked(isOpenedByPassphrase: Bool) async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        await #expect(throws: VaultError.conflict("the vault has no passphrase")) {
            try await vault.unlock(Given.passphrase)
        }
        try await vault.setPassphrase(Given.passphrase)
        let again = try await Vault.started(on: store, with: isOpenedByPassphrase ? [] : [Given.byCredential])
        try await again.unlock(Given.passphrase)
        let status = await again.status()
        await #expect(throws: VaultError.wrongKey) { try await again.unlock(Secret("incorrect horse")) }
        try await again.unlock(Given.passphrase)
        #expect(status.state == .open)
        #expect(await again.status() == status)
    }

    @Test("keeps the passphrase that opened it, for the key of the other slot may be lost")
    func lastKnownWay() async throws {
        let store = MemoryStore()
        try await Vault.started(on: store).setPassphrase(Given.passphrase)
        for sources in [[], [KeySource(.credential, key: .random())], [Given.byKeyFile]] {
            let vault = try await Vault.started(on: store, with: sources)
            try await vault.unlock(Given.passphrase)
            let error = await #expect(throws: VaultError.self) { try await vault.setPassphrase(nil) }
            guard case .conflict = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(await vault.status().slots == [.credential, .passphrase])
        }
        let vault = try await Vault.started(on: store)
        try await vault.setPassphrase(nil)
        #expect(await vault.status().slots == [.credential])
    }

    @Test("adds, replaces and removes a passphrase, but never its last slot")
    func setPassphrase() async throws {
        let store = MemoryStore()
        let vault = try await Vault.started(on: store)
        try await vault.setPassphrase(Given.passphrase)
        #expect(await vault.status().slots == [.credential, .passphrase])
        try await vault.setPassphrase(Secret("another passphrase"))
        let keyless = try await Vault.started(on: store, with: [])
        await #expect(throws: VaultError.wrongKey) { try await keyless.unlock(Given.passphrase) }
        try await keyless.unlock(Secret("another passphrase"))
        try await vault.setPassphrase(nil)
        #expect(await vault.status().slots == [.credential])

        let alone = try await Vault.started(on: MemoryStore(), with: [])
        try await alone.unlock(Given.passphrase)
        await #expect(throws: VaultError.self) { try await alone.setPassphrase(nil) }
        #expect(await alone.status().slots == [.passphrase])
    }

    @Test("whose keyring is damaged is corrupt as a whole or wrong to its key, and never opens")
    func damagedKeyring() async throws {
        let store = MemoryStore()
        try await Vault.started(on: store).keep("token", as: "1")
        let whole = store.contents
        let bytes = try #require(whole.keyring)
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 0x01
            store.contents.keyring = damaged
            let vault = try await Vault.started(on: store)
            #expect(await vault.status().state != .open, "byte \(position)")
            await #expect(throws: VaultError.self) { try await vault.text(of: "1") }
        }
        for count in 0..<bytes.count {
            store.contents.keyring = Array(bytes.prefix(count))
            #expect(await (try Vault.started(on: store)).status().state == .corrupt)
        }
        store.contents = whole
        #expect(try await Vault.started(on: store).text(of: "1") == "token")
    }

    @Test("of a newer version is left alone")
    func newer() async throws {
        let store = MemoryStore()
        _ = try await Vault.started(on: store)
        store.contents.keyring?[0] = 2
        let before = store.contents.keyring
        let vault = try await Vault.started(on: store)
        #expect(await vault.status().state == .corrupt)
        await #expect(throws: VaultError.corrupt(nil)) { try await vault.unlock(Given.passphrase) }
        await #expect(throws: VaultError.corrupt(nil)) { try await vault.rotate() }
        #expect(store.contents.keyring == before)
    }

    @Test("takes a key of 32 bytes, raw, in hexadecimal or in base64, with a line end or without")
    func keyForms() throws {
        let raw = Array(UInt8(1)...32)
        let hexadecimal = "0102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F20"
        let base64 = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="
        for form in [raw, Array(hexadecimal.utf8), Array(base64.utf8), Array(base64.utf8.dropLast())] {
            for end in ["", "\n", "\r\n"] { _ = try KeySource(.keyFile, contents: form + Array(end.utf8)) }
        }
        let bad: [[UInt8]] = [
            [], Array(raw.dropLast()), raw + raw, raw + [10, 10], Array(hexadecimal.utf8.dropLast()),
            Array(("g" + hexadecimal.dropFirst()).utf8), Array(("!" + base64.dropFirst()).utf8),
            Array((" " + hexadecimal).utf8), [UInt8](repeating: 7, count: 5_000),
        ]
        for contents in bad {
            #expect(throws: VaultError.self) { try KeySource(.keyFile, contents: contents) }
        }
    }

    @Test("is opened by the same key in each of its forms")
    func sameKey() async throws {
        let store = MemoryStore()
        let raw = Array(UInt8(1)...32)
        _ = try await Vault.started(on: store, with: [try KeySource(.keyFile, contents: raw)])
        let forms = [
            "0102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F20\n",
            "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n",
        ]
        for form in forms {
            let source = try KeySource(.keyFile, contents: Array(form.utf8))
            #expect(await (try Vault.started(on: store, with: [source])).status().state == .open)
        }
    }
}
