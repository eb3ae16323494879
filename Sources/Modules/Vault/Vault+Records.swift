package import Domain

/// Records. All of it needs an open vault, except for the names.
extension Vault {
    /// Seals `payload` and writes it in the place of whatever is there. Durable on return.
    package func keep(_ payload: Secret<[UInt8]>, as key: RecordKey) async throws(VaultError) {
        await beginChange()
        defer { endChange() }
        let revision = try await store.record(key)?.revision
        guard try await write(payload, as: key, after: revision) else {
            throw .storage("somebody else writes to the vault's database")
        }
    }

    /// Like `keep`, but only where the record has the expected revision (nil: where there is none); false otherwise. Durable on
    /// return.
    package func replace(
        _ key: RecordKey, ifRevision revision: Int64?, with payload: Secret<[UInt8]>
    ) async throws(VaultError) -> Bool {
        await beginChange()
        defer { endChange() }
        return try await write(payload, as: key, after: revision)
    }

    /// `nil` when there is none.
    package func payload(of key: RecordKey) async throws(VaultError) -> Secret<[UInt8]>? {
        try await record(key)?.payload
    }

    package func record(_ key: RecordKey) async throws(VaultError) -> VaultRecord? {
        _ = try openKeys()
        var unreadable: StoredRecord?
        while let stored = try await store.record(key) {
            // A rotation may end between reading a record and opening it: then it lies there under the new key.
            if try openKeys().master(stored.keyID) != nil { return try opened(stored) }
            if stored == unreadable { throw .corrupt(key) }
            unreadable = stored
        }
        return nil
    }

    /// Removes the record, damaged or not. Removing what is not there is no error.
    package func remove(_ key: RecordKey) async throws(VaultError) {
        await beginChange()
        defer { endChange() }
        _ = try openKeys()
        try await store.remove(key)
    }

    /// The names of all records of a type, also of damaged ones; a sealed vault tells them too.
    package func ids(of type: RecordType) async throws(VaultError) -> [String] { try await store.ids(of: type) }

    private func write(
        _ payload: Secret<[UInt8]>, as key: RecordKey, after revision: Int64?
    ) async throws(VaultError) -> Bool {
        let master = try openKeys().current
        let record = try payload.withExposed { (payload) throws(VaultError) in
            try sealed(payload, as: key, revision: (revision ?? 0) &+ 1, under: master)
        }
        return try await store.replace(record, expecting: revision)
    }
}
