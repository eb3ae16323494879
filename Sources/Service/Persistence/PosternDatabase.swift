package import Databases

/// `postern.db`: accounts, the send journal and what is known of blobs. No secret is in it, and no message.
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
            """,
            // `owner` is a uid. The index alone answers how much is kept.
            """
            CREATE TABLE blob (
                id TEXT PRIMARY KEY,
                owner INTEGER NOT NULL,
                size INTEGER NOT NULL CHECK (size BETWEEN 0 AND 1 << 40),
                expiresAt INTEGER NOT NULL,
                tail BLOB NOT NULL
            ) STRICT;
            CREATE INDEX blobSize ON blob (owner, size);
            """,
            // The way out is remembered, to be asked what became of a message; so far there was one. Whoever has a message
            // sent again gives it again, so that none is kept.
            """
            ALTER TABLE send ADD COLUMN way TEXT NOT NULL DEFAULT 'smtp';
            ALTER TABLE send DROP COLUMN sealedMessage;
            """,
            "ALTER TABLE send ADD COLUMN requestHash BLOB",
        ])
}
