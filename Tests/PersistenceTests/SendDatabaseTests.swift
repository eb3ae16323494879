import Databases
import Domain
import GRDB
import Mail
import Persistence
import TestFiles
import Testing

@Suite("The send journal in postern.db")
struct SendDatabaseTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    private func journal() throws -> SendDatabase {
        SendDatabase(try PosternDatabase.open(directory.file("postern.db")))
    }

    private func isOpened(_ opening: JournalOpening) -> Bool {
        if case .opened = opening { true } else { false }
    }

    @Test("has an entry as it was opened, also after a kill")
    func opened() async throws {
        let killed = try journal()
        #expect(isOpened(try await killed.open(.made("1", key: "k"))))
        #expect(try await journal().entry("1") == .made("1", key: "k"))
        #expect(try await killed.entry("2") == nil)
    }

    @Test(
        "keeps every state",
        arguments: [
            .accepted, .handedOver(), .handedOver(evidence: "AAk="), .unknown(), .unknown(evidence: "AAk="), .delivered,
            .refused, .delayed,
        ] as [SendState])
    func states(_ state: SendState) async throws {
        let store = try journal()
        _ = try await store.open(.made("1"))
        try await store.update("1", to: state)
        let entry = try #require(try await journal().entry("1"))
        #expect(entry.state == state)
        let isUnfinished = [SendState.accepted, .handedOver(), .handedOver(evidence: "AAk=")].contains(state)
        #expect(try await store.unfinished() == (isUnfinished ? ["1"] : []))
    }

    @Test("tries again what has failed, by whichever way out")
    func reopened() async throws {
        let store = try journal()
        _ = try await store.open(.made("1", way: .graph))
        try await store.update("1", to: .delayed)
        var again = SendEntry.made("1", way: .smtp)
        again.envelope.recipients.removeLast()
        try await store.reopen("1", by: .smtp, to: again.envelope)
        #expect(try await journal().entry("1") == again)
        #expect(try await store.unfinished() == ["1"])
        await #expect(throws: MailError.notFound(what: "send")) {
            try await store.reopen("2", by: .smtp, to: again.envelope)
        }
    }

    @Test("tells what a crash left behind, oldest first")
    func unfinished() async throws {
        let store = try journal()
        for (id, second) in [("c", 3), ("a", 1), ("b", 2)] as [(String, Int64)] {
            _ = try await store.open(.made(id, at: second))
        }
        try await store.update("b", to: .delivered)
        try await store.update("c", to: .handedOver())
        #expect(try await journal().unfinished() == ["a", "c"])
    }

    @Test("returns the entry that has the key, for one account and however often")
    func known() async throws {
        let store = try journal()
        _ = try await store.open(.made("1", key: "k"))
        try await store.update("1", to: .delivered)
        guard case .known(let entry) = try await store.open(.made("2", key: "k")) else {
            Issue.record("a second entry was opened")
            return
        }
        #expect((entry.id, entry.state) == ("1", .delivered))
        #expect(try await store.entry("2") == nil)
        #expect(try await store.entry(of: .ann, under: "k")?.id == "1")
        #expect(try await store.entry(of: .bob, under: "k") == nil)
        #expect(isOpened(try await store.open(.made("3", for: .bob, key: "k"))))
        #expect(isOpened(try await store.open(.made("4"))))
        #expect(isOpened(try await store.open(.made("5"))))
    }

    @Test("opens one entry for a key, however many ask at once and through however many connections")
    func concurrent() async throws {
        let stores = [try journal(), try journal()]
        let opened = try await withThrowingTaskGroup(of: Bool.self) { (group) in
            for number in 0..<40 {
                group.addTask {
                    if case .opened = try await stores[number % 2].open(.made("\(number)", key: "k")) {
                        true
                    } else {
                        false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(opened == 1)
        #expect(try await stores[0].unfinished().count == 1)
    }

    @Test("refuses an id twice, and an update of what is not there")
    func refused() async throws {
        let store = try journal()
        _ = try await store.open(.made("1"))
        await #expect(throws: MailError.self) { try await store.open(.made("1")) }
        await #expect(throws: MailError.notFound(what: "send")) { try await store.update("2", to: .unknown()) }
    }

    @Test("of a damaged row is a typed error, and no other row's")
    func damaged() async throws {
        let file = try PosternDatabase.open(directory.file("postern.db"))
        let store = SendDatabase(file)
        _ = try await store.open(.made("1"))
        for column in ["account", "messageId", "envelope", "state", "way"] {
            try await file.write { try $0.execute(sql: "UPDATE send SET \(column) = 'x'") }
            await #expect(throws: MailError.self) { try await store.entry("1") }
            #expect(try await store.unfinished() == ["1"])
        }
    }

    @Test("says that the disk is full, and goes on when it is not")
    func full() async throws {
        let file = try PosternDatabase.open(directory.file("postern.db"))
        let store = SendDatabase(file)
        _ = try await store.open(.made("1"))
        try await file.write { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        let large = SendEntry.made("2", contentHash: [UInt8](repeating: 7, count: 1 << 20))
        await #expect(throws: MailError.self) { try await store.open(large) }
        try await file.write { try $0.execute(sql: "PRAGMA max_page_count = 1073741823") }
        let opening = try await store.open(large)
        #expect(isOpened(opening))
        #expect(try await store.entry("2") == large)
    }
}
