import Domain
import Mail
import TestFiles
import Testing

@testable import Persistence

@Suite("Accounts kept in memory")
struct KnownAccountsTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test("are those in the database after each write")
    func current() async throws {
        let store = AccountDatabase(try PosternDatabase.open(directory.file("postern.db")))
        try await store.save(.plain(.ann))
        for _ in 1...2 { #expect(try await store.account(.ann) == .plain(.ann)) }
        try await store.save(.full(.ann))
        for _ in 1...2 { #expect(try await store.account(.ann) == .full(.ann)) }
        try await store.remove(.ann)
        for _ in 1...2 { #expect(try await store.account(.ann) == nil) }
    }

    @Test("are not those that were read before a write")
    func overtaken() {
        let known = KnownAccounts()
        let before = known.account(.ann).changes
        known.forget(.bob)
        known.learn(.plain(.ann), asOf: before)
        #expect(known.account(.ann).account == nil)
        known.learn(.plain(.ann), asOf: known.account(.ann).changes)
        #expect(known.account(.ann).account == .plain(.ann))
        known.forget(.ann)
        #expect(known.account(.ann).account == nil)
    }
}
