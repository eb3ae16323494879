import Synchronization
import Vault

/// A store that can be cut off: from its n-th change on nothing is written, as if the process had been killed there.
final class CutOffStore: RecordStore {
    private let store: any RecordStore
    private let changesLeft: Mutex<Int>

    init(_ store: any RecordStore, after changes: Int = .max) {
        self.store = store
        changesLeft = Mutex(changes)
    }

    func allowChanges(_ count: Int) { changesLeft.withLock { $0 = count } }

    private func spend() throws(VaultError) {
        let isAllowed = changesLeft.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
        if !isAllowed { throw .storage("cut off") }
    }

    func keyring() async throws(VaultError) -> [UInt8]? { try await store.keyring() }

    func replaceKeyring(_ keyring: [UInt8], expecting expected: [UInt8]?) async throws(VaultError) -> Bool {
        try spend()
        return try await store.replaceKeyring(keyring, expecting: expected)
    }

    func record(_ key: RecordKey) async throws(VaultError) -> StoredRecord? { try await store.record(key) }

    func replace(_ record: StoredRecord, expecting revision: Int64?) async throws(VaultError) -> Bool {
        try spend()
        return try await store.replace(record, expecting: revision)
    }

    func rewrap(_ records: [StoredRecord]) async throws(VaultError) {
        try spend()
        try await store.rewrap(records)
    }

    func remove(_ key: RecordKey) async throws(VaultError) {
        try spend()
        try await store.remove(key)
    }

    func ids(of type: RecordType) async throws(VaultError) -> [String] { try await store.ids(of: type) }

    func records(
        notUnder keyID: KeyID, after key: RecordKey?, limit: Int
    ) async throws(VaultError) -> [StoredRecord] {
        try await store.records(notUnder: keyID, after: key, limit: limit)
    }

    func count(notUnder keyID: KeyID?) async throws(VaultError) -> (records: Int, others: Int) {
        try await store.count(notUnder: keyID)
    }
}
