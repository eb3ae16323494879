import Cryptography
import Domain
import Testing
import Vault

@Suite("The first format of the vault")
struct FormatTests {
    private static var store: MemoryStore {
        let records = [FirstFormat.current, FirstFormat.previous]
        return MemoryStore(
            MemoryStore.Contents(
                keyring: FirstFormat.keyring,
                records: Dictionary(uniqueKeysWithValues: records.map { ($0.key, $0) })))
    }

    private static func expectContents(of vault: Vault) async throws {
        #expect(try await vault.payload(of: FirstFormat.current.key)?.text == "under the key in use")
        #expect(try await vault.payload(of: FirstFormat.previous.key)?.text == "under the key before")
    }

    @Test("opens by every slot", arguments: [KeySource.Kind.credential, .keyFile])
    func sources(_ kind: KeySource.Kind) async throws {
        let key = KeyBytes(copying: [UInt8](repeating: kind == .credential ? 7 : 8, count: 32))
        let vault = try await Vault.started(on: Self.store, with: [KeySource(kind, key: key)])
        let status = await vault.status()
        #expect(status.state == .open)
        #expect(status.keyID?.description == FirstFormat.keyID)
        #expect((status.pendingRewraps, status.isRotating) == (1, true))
        try await Self.expectContents(of: vault)
    }

    @Test("opens by its passphrase, and its rotation comes to an end")
    func passphrase() async throws {
        let store = Self.store
        let vault = try await Vault.started(on: store, with: [])
        try await vault.unlock(Secret("correct horse battery"))
        try await vault.rotate()
        let status = await vault.status()
        #expect((status.pendingRewraps, status.isRotating) == (0, false))
        #expect(status.keyID?.description == FirstFormat.keyID)
        try await Self.expectContents(of: vault)
        #expect(try await vault.record(FirstFormat.current.key)?.revision == 3)
    }
}
