import Databases
import Foundation
import GRDB
import TestFiles
import Testing

@Suite("A database file")
struct DatabaseFileTests {
    static let first = DatabaseSchema(applicationID: 0x7073, steps: ["CREATE TABLE word (text TEXT NOT NULL) STRICT"])
    static let second = DatabaseSchema(
        applicationID: 0x7073, steps: first.steps + ["ALTER TABLE word ADD COLUMN length INTEGER"])
    let directory: TemporaryDirectory
    var path: String { directory.file("test.db") }

    init() throws { directory = try TemporaryDirectory() }

    private func words(_ file: DatabaseFile) async throws -> [String] {
        try await file.read { try String.fetchAll($0, sql: "SELECT text FROM word ORDER BY text") }
    }

    @Test("is made for its owner alone, and durable to the commit")
    func made() async throws {
        let file = try DatabaseFile(path, schema: Self.first)
        try await file.write { try $0.execute(sql: "INSERT INTO word VALUES ('one')") }
        for name in ["test.db", "test.db-wal", "test.db-shm"] { #expect(try directory.mode(of: name) == 0o600) }
        let pragmas = try await file.read { (database) in
            try ["synchronous", "secure_delete", "journal_mode", "user_version"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        #expect(pragmas == ["2", "1", "wal", "1"])
    }

    @Test("opened again, beside one that was never closed, has all that was committed")
    func reopened() async throws {
        let killed = try DatabaseFile(path, schema: Self.first)
        try await killed.write { try $0.execute(sql: "INSERT INTO word VALUES ('one')") }
        let again = try DatabaseFile(path, schema: Self.first)
        #expect(try await words(again) == ["one"])
        #expect(try await words(killed) == ["one"])
    }

    @Test("of an older schema is brought forward with what it holds")
    func migrated() async throws {
        try await DatabaseFile(path, schema: Self.first).write {
            try $0.execute(sql: "INSERT INTO word VALUES ('one')")
        }
        let file = try DatabaseFile(path, schema: Self.second)
        #expect(try await words(file) == ["one"])
        #expect(
            try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM word WHERE length IS NULL") } == 1)
    }

    @Test("of a newer schema is refused and not touched")
    func newer() async throws {
        try await DatabaseFile(path, schema: Self.second).write {
            try $0.execute(sql: "INSERT INTO word VALUES ('one', 3)")
        }
        let before = directory.contents("test.db")
        #expect(throws: DatabaseFailure.newerSchema(path: path, found: 2, known: 1)) {
            try DatabaseFile(path, schema: Self.first)
        }
        #expect(directory.contents("test.db") == before)
    }

    @Test("of a newer schema is refused also when its log was not written back yet")
    func newerInLog() async throws {
        let running = try DatabaseFile(path, schema: Self.second)
        try await running.write { try $0.execute(sql: "INSERT INTO word VALUES ('one', 3)") }
        let before = (directory.contents("test.db"), directory.contents("test.db-wal"))
        #expect(before.1?.isEmpty == false)
        #expect(throws: DatabaseFailure.newerSchema(path: path, found: 2, known: 1)) {
            try DatabaseFile(path, schema: Self.first)
        }
        #expect((directory.contents("test.db"), directory.contents("test.db-wal")) == before)
        withExtendedLifetime(running) {}
    }

    @Test("of another program is refused")
    func foreign() throws {
        _ = try DatabaseFile(path, schema: DatabaseSchema(applicationID: 1, steps: Self.first.steps))
        #expect(throws: DatabaseFailure.foreign(path: path)) { try DatabaseFile(path, schema: Self.first) }
    }

    @Test("whose first step was cut short is made as if it were not there")
    func cutShort() async throws {
        #expect(FileManager.default.createFile(atPath: path, contents: Data()))
        let file = try DatabaseFile(path, schema: Self.first)
        #expect(try await words(file).isEmpty)
    }

    @Test("whose step fails stays as it was")
    func failingStep() async throws {
        _ = try DatabaseFile(path, schema: Self.first)
        let broken = DatabaseSchema(
            applicationID: 0x7073, steps: Self.first.steps + ["CREATE TABLE other (a INTEGER) STRICT; CREATE NONSENSE"])
        #expect(throws: DatabaseFailure.self) { try DatabaseFile(path, schema: broken) }
        let file = try DatabaseFile(path, schema: Self.first)
        #expect(try await file.read { try !$0.tableExists("other") })
    }

    @Test("that is no database, a directory, or out of reach is a typed error")
    func unusable() throws {
        try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: path))
        #expect(throws: DatabaseFailure.self) { try DatabaseFile(path, schema: Self.first) }
        #expect(throws: DatabaseFailure.self) { try DatabaseFile(directory.path, schema: Self.first) }
        #expect(throws: DatabaseFailure.self) { try DatabaseFile(directory.file("no/such.db"), schema: Self.first) }
    }

    @Test("damaged in the middle gives a typed error, never a crash")
    func damaged() async throws {
        try await DatabaseFile(path, schema: Self.first).write { (database) in
            for number in 0..<2_000 {
                try database.execute(sql: "INSERT INTO word VALUES (?)", arguments: ["\(number)"])
            }
        }
        var bytes = try #require(directory.contents("test.db"))
        for position in 4_096..<bytes.count { bytes[position] ^= 0x5A }
        try bytes.write(to: URL(fileURLWithPath: path))
        await #expect(throws: DatabaseFailure.self) { try await words(DatabaseFile(path, schema: Self.first)) }
    }

    @Test("takes back a transaction that fails")
    func rolledBack() async throws {
        let file = try DatabaseFile(path, schema: Self.first)
        await #expect(throws: DatabaseFailure.self) {
            try await file.write { (database) in
                try database.execute(sql: "INSERT INTO word VALUES ('one')")
                try database.execute(sql: "INSERT INTO word VALUES (NULL)")
            }
        }
        #expect(try await words(file).isEmpty)
    }

    @Test("finishes what it began for a caller who gave up")
    func cancelled() async throws {
        let file = try DatabaseFile(path, schema: Self.first)
        let impatient = Task {
            while !Task.isCancelled { await Task.yield() }
            try await file.write { try $0.execute(sql: "INSERT INTO word VALUES ('one')") }
            return try await words(file)
        }
        impatient.cancel()
        #expect(try await impatient.value == ["one"])
        #expect(try await words(file) == ["one"])
    }
}
