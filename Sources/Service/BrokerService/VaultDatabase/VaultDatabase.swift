internal import Databases
internal import Foundation
internal import GRDB
package import Vault

/// Keeps the vault's sealed records in `vault.db`. What is in there is of no use without the master key.
package struct VaultDatabase: RecordStore {
    private let file: DatabaseFile

    /// Blocks; used at start.
    package init(path: String) throws(VaultError) {
        do throws(DatabaseFailure) {
            file = try DatabaseFile(path, schema: Self.schema)
        } catch {
            throw .storage(error.description)
        }
    }

    package func keyring() async throws(VaultError) -> [UInt8]? {
        try await reading { (database) in
            try Data.fetchOne(database, sql: "SELECT bytes FROM keyring WHERE id = 1").map(Array.init)
        }
    }

    package func replaceKeyring(_ keyring: [UInt8], expecting expected: [UInt8]?) async throws(VaultError) -> Bool {
        try await writing { (database) in
            guard let expected else {
                try database.execute(
                    sql: "INSERT INTO keyring (id, bytes) VALUES (1, ?) ON CONFLICT DO NOTHING",
                    arguments: [Data(keyring)])
                return database.changesCount == 1
            }
            try database.execute(
                sql: "UPDATE keyring SET bytes = ? WHERE id = 1 AND bytes = ?",
                arguments: [Data(keyring), Data(expected)])
            return database.changesCount == 1
        }
    }

    package func record(_ key: RecordKey) async throws(VaultError) -> StoredRecord? {
        try await reading { (database) in
            try Row.fetchOne(
                database, sql: "SELECT * FROM record WHERE type = ? AND id = ?",
                arguments: [key.type.rawValue, key.id]
            ).map(StoredRecord.init(row:))
        }
    }

    package func replace(_ record: StoredRecord, expecting revision: Int64?) async throws(VaultError) -> Bool {
        try await writing { (database) in
            guard let revision else {
                try database.execute(
                    sql: """
                        INSERT INTO record (type, id, revision, keyId, sealed) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, arguments: record.place + record.content)
                return database.changesCount == 1
            }
            return try record.write(over: revision, in: database)
        }
    }

    package func rewrap(_ records: [StoredRecord]) async throws(VaultError) {
        try await writing { (database) in
            for record in records { _ = try record.write(over: record.revision, in: database) }
        }
    }

    package func remove(_ key: RecordKey) async throws(VaultError) {
        try await writing { (database) in
            try database.execute(
                sql: "DELETE FROM record WHERE type = ? AND id = ?", arguments: [key.type.rawValue, key.id])
        }
    }

    package func ids(of type: RecordType) async throws(VaultError) -> [String] {
        try await reading { (database) in
            try String.fetchAll(
                database, sql: "SELECT id FROM record WHERE type = ? ORDER BY id", arguments: [type.rawValue])
        }
    }

    package func records(
        notUnder keyID: KeyID, after key: RecordKey?, limit: Int
    ) async throws(VaultError) -> [StoredRecord] {
        try await reading { (database) in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM record WHERE keyId != ? AND (type, id) > (?, ?) ORDER BY type, id LIMIT ?
                    """, arguments: [Data(keyID.bytes), key?.type.rawValue ?? "", key?.id ?? "", limit]
            ).map(StoredRecord.init(row:))
        }
    }

    package func count(notUnder keyID: KeyID?) async throws(VaultError) -> (records: Int, others: Int) {
        try await reading { (database) in
            let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM record") ?? 0
            guard let keyID else { return (all, all) }
            let others = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM record WHERE keyId != ?", arguments: [Data(keyID.bytes)])
            return (all, others ?? 0)
        }
    }

    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(VaultError) -> Value {
        do throws(DatabaseFailure) {
            return try await file.read(body)
        } catch {
            throw .storage(error.description)
        }
    }

    private func writing<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(VaultError) -> Value {
        do throws(DatabaseFailure) {
            return try await file.write(body)
        } catch {
            throw .storage(error.description)
        }
    }

    /// "pstv".
    private static let schema = DatabaseSchema(
        applicationID: 0x7073_7476,
        steps: [
            """
            CREATE TABLE keyring (id INTEGER PRIMARY KEY CHECK (id = 1), bytes BLOB NOT NULL) STRICT;
            CREATE TABLE record (
                type TEXT NOT NULL,
                id TEXT NOT NULL,
                revision INTEGER NOT NULL,
                keyId BLOB NOT NULL,
                sealed BLOB NOT NULL,
                PRIMARY KEY (type, id)
            ) STRICT;
            """
        ])
}
