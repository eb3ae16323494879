import Databases
import Domain
import GRDB
import Mail
import Persistence
import TestFiles
import Testing

@Suite("Accounts in postern.db")
struct AccountDatabaseTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    private func accounts() throws -> AccountDatabase {
        AccountDatabase(try PosternDatabase.open(directory.file("postern.db")))
    }

    @Test("come back as they were saved, also after a kill")
    func saved() async throws {
        let killed = try accounts()
        try await killed.save(.full(.ann))
        try await killed.save(.plain(.bob))
        let reopened = try accounts()
        #expect(try await reopened.account(.ann) == .full(.ann))
        #expect(try await reopened.accounts() == [.full(.ann), .plain(.bob)])
        #expect(try await reopened.account(AccountID(unchecked: "acc_nobody")) == nil)
        #expect(try await killed.accounts().count == 2)
    }

    @Test("are replaced by saving again")
    func replaced() async throws {
        let store = try accounts()
        try await store.save(.plain(.ann))
        try await store.save(.full(.ann))
        #expect(try await store.accounts() == [.full(.ann)])
    }

    @Test("leave a tombstone and take their sends with them")
    func removed() async throws {
        let file = try PosternDatabase.open(directory.file("postern.db"))
        let (store, journal) = (AccountDatabase(file), SendDatabase(file))
        try await store.save(.full(.ann))
        _ = try await journal.open(.made("1", for: .ann))
        _ = try await journal.open(.made("2", for: .bob))
        try await store.remove(.ann)
        try await store.remove(.ann)
        #expect(try await store.accounts().isEmpty)
        #expect(try await journal.entry("1") == nil)
        #expect(try await journal.entry("2") != nil)
        #expect(try await accounts().tombstones() == [.ann])
        try await store.clearTombstone(.ann)
        try await store.clearTombstone(.bob)
        #expect(try await store.tombstones().isEmpty)
    }

    @Test("that were removed are not made again while their tombstone stands")
    func madeAgain() async throws {
        let store = try accounts()
        try await store.save(.full(.ann))
        try await store.remove(.ann)
        await #expect(throws: MailError.notFound(what: "account")) { try await store.save(.full(.ann)) }
        #expect(try await store.accounts().isEmpty)
        #expect(try await store.tombstones() == [.ann])
        try await store.clearTombstone(.ann)
        try await store.save(.full(.ann))
        #expect(try await store.accounts() == [.full(.ann)])
    }

    @Test(
        "that an earlier version wrote are read as they are",
        arguments: [
            (#"{"borrowed":{"from":"acc_bob"}}"#, Account.Authentication.borrowed(from: .bob)),
            (#"{"application":{"_0":"app_1"}}"#, .application(AppID(unchecked: "app_1"))),
            (#"{"grant":{"_0":"app_1"}}"#, .grant(AppID(unchecked: "app_1"))), (#"{"password":{}}"#, .password),
        ])
    func old(_ text: String, _ authentication: Account.Authentication) async throws {
        let row = """
            {"address":"support@example.com","authentication":\(text),"createdAt":"2026-11-22T18:00:00Z",\
            "graph":{"root":"https://graph.microsoft.com","user":"support@example.com"},"id":"acc_ann",\
            "roleOverrides":["sent","Gesendet"],"sentCopy":"automatic","smtpUsername":"ann@example.com",\
            "username":"support@example.com"}
            """
        let file = try PosternDatabase.open(directory.file("postern.db"))
        try await file.write { try $0.execute(sql: "INSERT INTO account VALUES ('acc_ann', ?)", arguments: [row]) }
        let account = try #require(try await AccountDatabase(file).account(.ann))
        #expect(account.authentication == authentication)
        #expect(account.graph?.user == "support@example.com")
        #expect(account.roleOverrides == [.sent: "Gesendet"])
        #expect(account.graphScopes == nil)
        #expect(account.missingScopes == nil)
        #expect(account.isSMTPUsernameChosen == nil)
    }

    @Test("that cannot be read are a typed error")
    func damaged() async throws {
        let file = try PosternDatabase.open(directory.file("postern.db"))
        for value in ["", "{", "[]", "{\"id\":7}", "{\"id\":\"acc_ann\"}"] {
            try await file.write {
                try $0.execute(sql: "INSERT OR REPLACE INTO account VALUES ('acc_ann', ?)", arguments: [value])
            }
            await #expect(throws: MailError.self) { try await AccountDatabase(file).accounts() }
            await #expect(throws: MailError.self) { try await AccountDatabase(file).account(.ann) }
        }
    }
}
