import GRDB

extension Household {
    /// Turns a bit in every record of a type.
    func damage(type: String) throws {
        try DatabaseQueue(path: directory.file("vault.db")).write {
            try $0.execute(
                sql:
                    "UPDATE record SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB) WHERE type = ?",
                arguments: [type])
        }
    }
}
