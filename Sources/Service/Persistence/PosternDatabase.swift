package import Databases

/// `postern.db`: accounts and the send journal. No secret is in it; messages on their way out are sealed before they come here.
package enum PosternDatabase {
    package static func open(_ path: String) throws(DatabaseFailure) -> DatabaseFile {
        try DatabaseFile(path, schema: schema)
    }

    /// "pstn". Values that Mail reads back as a whole are JSON; what is searched for is a column.
    private static let schema = DatabaseSchema(
        applicationID: 0x7073_746E,
        steps: [
            """
            CREATE TABLE account (id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE tombstone (account TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
            CREATE TABLE send (
                id TEXT PRIMARY KEY,
                account TEXT NOT NULL,
                idempotencyKey TEXT,
                contentHash BLOB NOT NULL,
                messageId TEXT NOT NULL,
                envelope TEXT NOT NULL,
                sealedMessage BLOB NOT NULL,
                createdAt INTEGER NOT NULL,
                state TEXT NOT NULL,
                isFinished INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX sendByKey ON send (account, idempotencyKey) WHERE idempotencyKey IS NOT NULL;
            CREATE INDEX sendUnfinished ON send (createdAt, id) WHERE NOT isFinished;
            """
        ])
}
