internal import Foundation
internal import GRDB
internal import Vault

/// Between a sealed record and its row.
extension StoredRecord {
    init(row: Row) throws {
        let type = RecordType(rawValue: try row.decode(forColumn: "type"))
        self.init(
            key: RecordKey(type: type, id: try row.decode(forColumn: "id")),
            revision: try row.decode(forColumn: "revision"),
            keyID: KeyID(bytes: Array(try row.decode(Data.self, forColumn: "keyId"))),
            sealed: Array(try row.decode(Data.self, forColumn: "sealed")))
    }

    var place: StatementArguments { [key.type.rawValue, key.id] }
    var content: StatementArguments { [revision, Data(keyID.bytes), Data(sealed)] }

    /// Takes the place of the record with this revision; false when there is none.
    func write(over revision: Int64, in database: Database) throws -> Bool {
        try database.execute(
            sql: "UPDATE record SET revision = ?, keyId = ?, sealed = ? WHERE type = ? AND id = ? AND revision = ?",
            arguments: content + place + [revision])
        return database.changesCount == 1
    }
}
