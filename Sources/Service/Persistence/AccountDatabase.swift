package import Databases
package import Domain
internal import GRDB
package import Mail

/// Keeps accounts in `postern.db`, and those that were asked for in memory as well: every call asks for one or two. Nobody
/// else writes the file, so one of these at a time knows all that happens to it.
package struct AccountDatabase: AccountStore {
    private let file: DatabaseFile
    private let known = KnownAccounts()

    package init(_ file: DatabaseFile) { self.file = file }

    package func accounts() async throws(MailError) -> [Account] {
        try await reading { (database) in
            try String.fetchAll(database, sql: "SELECT value FROM account ORDER BY id")
                .map { try StoredJSON.read(Account.self, from: $0) }
        }
    }

    package func account(_ id: AccountID) async throws(MailError) -> Account? {
        let (account, changes) = known.account(id)
        if let account { return account }
        let read = try await reading { (database) in
            try String.fetchOne(database, sql: "SELECT value FROM account WHERE id = ?", arguments: [id.rawValue])
                .map { try StoredJSON.read(Account.self, from: $0) }
        }
        if let read { known.learn(read, asOf: changes) }
        return read
    }

    package func save(_ account: Account) async throws(MailError) {
        defer { known.forget(account.id) }
        let isSaved = try await writing { (database) in
            let isRemoved = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM tombstone WHERE account = ?)",
                arguments: [account.id.rawValue])
            guard isRemoved == false else { return false }
            try database.execute(
                sql:
                    "INSERT INTO account (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
                arguments: [account.id.rawValue, try StoredJSON.text(of: account)])
            return true
        }
        guard isSaved else { throw .notFound(what: "account") }
    }

    package func remove(_ id: AccountID) async throws(MailError) {
        defer { known.forget(id) }
        try await writing { (database) in
            try database.execute(
                sql: "INSERT INTO tombstone (account) VALUES (?) ON CONFLICT DO NOTHING", arguments: [id.rawValue])
            try database.execute(sql: "DELETE FROM account WHERE id = ?", arguments: [id.rawValue])
            try database.execute(sql: "DELETE FROM send WHERE account = ?", arguments: [id.rawValue])
        }
    }

    package func tombstones() async throws(MailError) -> [AccountID] {
        try await reading { (database) in
            try String.fetchAll(database, sql: "SELECT account FROM tombstone ORDER BY account")
                .compactMap(AccountID.init(rawValue:))
        }
    }

    package func clearTombstone(_ id: AccountID) async throws(MailError) {
        try await writing { (database) in
            try database.execute(sql: "DELETE FROM tombstone WHERE account = ?", arguments: [id.rawValue])
        }
    }

    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(MailError) -> Value {
        try await file.stored { (file) throws(DatabaseFailure) in try await file.read(body) }
    }

    private func writing<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(MailError) -> Value {
        try await file.stored { (file) throws(DatabaseFailure) in try await file.write(body) }
    }
}
