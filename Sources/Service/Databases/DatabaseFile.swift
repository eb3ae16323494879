package import GRDB
internal import Linux

/// One SQLite file, with the one connection that works on it: write-ahead log, every commit on the disk before it is answered,
/// deleted bytes overwritten.
package final class DatabaseFile: Sendable {
    private let queue: DatabaseQueue

    /// Opens the file, or makes it with mode 0600, and brings it to the schema. Blocks; used at start.
    package init(_ path: String, schema: DatabaseSchema) throws(DatabaseFailure) {
        if try !Self.make(path) { try Self.check(path, schema) }
        do {
            queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            // GRDB lowers it as it turns the log on.
            try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try queue.write { try Self.migrate($0, to: schema) }
        } catch {
            throw DatabaseFailure(error)
        }
    }

    /// Reads in one transaction.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(DatabaseFailure) -> Value {
        try await finished(Task { [queue] in try await queue.read(body) })
    }

    /// Writes in one transaction, which is on the disk when this returns and did not happen when it throws.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(DatabaseFailure) -> Value {
        try await finished(Task { [queue] in try await queue.write(body) })
    }

    /// The work is a task of its own, so that it outlives a caller who gives up: what was begun, a read before a write included,
    /// must not be undone by an impatient client. It takes as long as the disk does.
    private func finished<Value: Sendable>(
        _ work: Task<Value, any Error>
    ) async throws(DatabaseFailure) -> Value {
        do {
            return try await work.value
        } catch {
            throw DatabaseFailure(error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.journalMode = .wal
        // Nobody else writes (`StateDirectory` sees to it); a backup may hold the file for a moment.
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { (database) in
            try database.execute(sql: "PRAGMA secure_delete = ON")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// Makes an empty file; false when one is there.
    private static func make(_ path: String) throws(DatabaseFailure) -> Bool {
        do throws(LinuxError) {
            guard try !PrivateFile.exists(path) else { return false }
            try PrivateFile.create(path, mode: 0o600, contents: [])
            return true
        } catch {
            throw .disk(error.description)
        }
    }

    /// Looks at an existing file without changing it.
    private static func check(_ path: String, _ schema: DatabaseSchema) throws(DatabaseFailure) {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            try DatabaseQueue(path: path, configuration: configuration).read { (database) in
                let identity = try identity(of: database)
                guard identity.application == schema.applicationID || identity == (0, 0) else {
                    throw Refusal.foreign
                }
                guard identity.version <= schema.version else { throw Refusal.newer(identity.version) }
            }
        } catch Refusal.newer(let version) {
            throw .newerSchema(path: path, found: version, known: schema.version)
        } catch Refusal.foreign {
            throw .foreign(path: path)
        } catch {
            throw DatabaseFailure(error)
        }
    }

    private enum Refusal: Error {
        case newer(Int)
        case foreign
    }

    /// (0, 0) for a file that is empty yet, or whose making was cut short.
    private static func identity(of database: Database) throws -> (application: Int32, version: Int) {
        let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        return (application, try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0)
    }

    /// All missing steps, in the caller's transaction.
    private static func migrate(_ database: Database, to schema: DatabaseSchema) throws {
        let version = try identity(of: database).version
        for step in schema.steps.dropFirst(max(0, version)) { try database.execute(sql: step) }
        guard version != schema.version else { return }
        try database.execute(sql: "PRAGMA application_id = \(schema.applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(schema.version)")
    }
}
