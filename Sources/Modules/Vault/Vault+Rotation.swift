internal import Cryptography
internal import Domain

/// A new master key for everything, in steps of which each leaves the vault whole.
///
/// First one write puts the new master key into every slot, and the old one, sealed under the new, beside them. From then on
/// both open records, and new ones are written under the new key. Batches of records follow; the last write drops the old key.
extension Vault {
    /// Records that are rewrapped in one transaction.
    static let batch = 64

    /// Makes a new master key and rewraps every record under it. A rotation that was interrupted is brought to its end instead.
    ///
    /// Damaged records cannot be taken along: they stay as they are and stay `corrupt`.
    package func rotate() async throws(VaultError) {
        try await beginRotation()
        try await resumeRotation()
    }

    /// Brings an interrupted rotation to its end; does nothing when there is none.
    package func resumeRotation() async throws(VaultError) {
        var damaged: Set<RecordKey> = []
        var position: RecordKey?
        while let last = try await rewrapBatch(after: position, damaged: &damaged) { position = last }
        try await endRotation(leaving: damaged.count)
    }

    private func beginRotation() async throws(VaultError) {
        await beginChange()
        defer { endChange() }
        _ = try openKeys()
        guard case .open(let old, let keys, let by) = state, keys.previous == nil else { return }
        let master: MasterKey
        var keyring = old
        do throws(CryptographyError) {
            master = try MasterKey.random(vaultID: old.vaultID)
            keyring.current = master.id
            keyring.previous = Keyring.Previous(
                id: keys.current.id, sealedMaster: try master.seal(previous: keys.current))
            keyring.slots = try Self.slots(of: old, opened: keys.current, holding: master)
        } catch {
            throw error == .authenticationFailed ? .corrupt(nil) : VaultError(error)
        }
        try await commit(keyring, replacing: old)
        state = .open(keyring, OpenKeys(current: master, previous: keys.current), by: by)
    }

    /// The same locks around a new master key. Every slot has to prove that the old master key's owner wrote it, or the new key
    /// would be sealed to a stranger.
    private static func slots(
        of keyring: Keyring, opened old: MasterKey, holding new: MasterKey
    ) throws(CryptographyError) -> [KeySlot] {
        var slots: [KeySlot] = []
        for slot in keyring.slots {
            guard try slot.isAuthentic(for: old) else { throw .authenticationFailed }
            slots.append(try KeySlot(slot.lock, holding: new))
        }
        return slots
    }

    /// Takes one batch along and returns its last key; nil when there was none, or no rotation is under way.
    private func rewrapBatch(
        after position: RecordKey?, damaged: inout Set<RecordKey>
    ) async throws(VaultError) -> RecordKey? {
        await beginChange()
        defer { endChange() }
        let keys = try openKeys()
        guard keys.previous != nil else { return nil }
        let records = try await store.records(notUnder: keys.current.id, after: position, limit: Self.batch)
        var rewrapped: [StoredRecord] = []
        for record in records {
            do throws(VaultError) {
                rewrapped.append(try self.rewrapped(record, under: keys.current))
            } catch .corrupt {
                damaged.insert(record.key)
            }
        }
        if !rewrapped.isEmpty { try await store.rewrap(rewrapped) }
        return records.last?.key
    }

    /// The payload's seal names the key above it, so it is made anew as well, under a fresh record key.
    private func rewrapped(_ record: StoredRecord, under master: MasterKey) throws(VaultError) -> StoredRecord {
        try opened(record).payload.withExposed { (payload) throws(VaultError) in
            try sealed(payload, as: record.key, revision: record.revision, under: master)
        }
    }

    private func endRotation(leaving damaged: Int) async throws(VaultError) {
        await beginChange()
        defer { endChange() }
        guard case .open(let old, let keys, let by) = state, keys.previous != nil else { return }
        guard try await store.count(notUnder: old.current).others <= damaged else {
            throw .storage("some records were not rewrapped; the rotation can be resumed")
        }
        var keyring = old
        keyring.previous = nil
        try await commit(keyring, replacing: old)
        state = .open(keyring, OpenKeys(current: keys.current), by: by)
    }
}
