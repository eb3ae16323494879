package import Databases
package import Domain
internal import Foundation
internal import GRDB
package import Mail

/// Keeps the send journal in `postern.db`.
package struct SendDatabase: SendJournal {
    private let file: DatabaseFile

    package init(_ file: DatabaseFile) { self.file = file }

    package func open(_ entry: SendEntry) async throws(MailError) -> JournalOpening {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                if let known = try Self.entry(with: entry.idempotencyKey, of: entry.account, in: database) {
                    return JournalOpening.known(known)
                }
                try database.execute(sql: Self.insertion, arguments: try entry.columns())
                return .opened
            }
        }
    }

    package func update(_ id: String, to state: SendState) async throws(MailError) {
        try await change(
            "UPDATE send SET state = ?, isFinished = ? WHERE id = ?",
            { [try StoredJSON.text(of: state), state.isFinished, id] })
    }

    package func reopen(_ id: String, by way: MailServiceKind, to envelope: Envelope) async throws(MailError) {
        let state = SendState.accepted
        try await change(
            "UPDATE send SET state = ?, isFinished = ?, way = ?, envelope = ? WHERE id = ?",
            {
                [
                    try StoredJSON.text(of: state), state.isFinished, way.rawValue, try StoredJSON.text(of: envelope),
                    id,
                ]
            })
    }

    /// `notFound` when there is no such send.
    private func change(
        _ sql: String, _ arguments: @escaping @Sendable () throws -> StatementArguments
    ) async throws(MailError) {
        let isKnown = try await file.stored { (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                try database.execute(sql: sql, arguments: try arguments())
                return database.changesCount > 0
            }
        }
        guard isKnown else { throw .notFound(what: "send") }
    }

    package func entry(_ id: String) async throws(MailError) -> SendEntry? {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.read { (database) in
                try Row.fetchOne(database, sql: "SELECT * FROM send WHERE id = ?", arguments: [id])
                    .map(SendEntry.init(row:))
            }
        }
    }

    package func entry(of account: AccountID, under key: String) async throws(MailError) -> SendEntry? {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.read { (database) in try Self.entry(with: key, of: account, in: database) }
        }
    }

    package func forget(finishedBefore moment: Timestamp) async throws(MailError) {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.write { (database) in
                try database.execute(
                    sql: "DELETE FROM send WHERE isFinished AND createdAt < ?", arguments: [moment.secondsSince1970])
            }
        }
    }

    package func unfinished() async throws(MailError) -> [String] {
        try await file.stored { (file) throws(DatabaseFailure) in
            try await file.read { (database) in
                try String.fetchAll(database, sql: "SELECT id FROM send WHERE NOT isFinished ORDER BY createdAt, id")
            }
        }
    }

    private static func entry(
        with key: String?, of account: AccountID, in database: Database
    ) throws -> SendEntry? {
        guard let key else { return nil }
        return try Row.fetchOne(
            database, sql: "SELECT * FROM send WHERE account = ? AND idempotencyKey = ?",
            arguments: [account.rawValue, key]
        ).map(SendEntry.init(row:))
    }

    private static let insertion = """
        INSERT INTO send (
            id, account, idempotencyKey, contentHash, requestHash, messageId, envelope, way, createdAt, state, isFinished
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
