import Domain
import JSON
import Mail
import Synchronization
import Testing

@testable import Graph

@Suite("A mailbox's path over Graph")
struct FolderLookupTests {
    static func list(_ mailbox: GraphMailbox, _ path: String) async throws -> MessagePage {
        try await mailbox.messages(MessageListing(mailbox: path, limit: 1), until: .soon)
    }

    @Test("needs no tree when it is the inbox, in whatever case")
    func inbox() async throws {
        let script = GraphScript { $0.path == "/mailFolders/inbox/messages" ? .page([["id": "M"]]) : .notFound }
        for path in ["INBOX", "inbox"] {
            #expect(try await Self.list(script.mailbox(), path).messages.map(\.mailbox) == ["INBOX"])
        }
        #expect(script.asked.count == 2)
    }

    @Test("is looked up in one tree for many calls")
    func cached() async throws {
        let script = GraphScript { asked in
            asked.path == "/mailFolders/ID-a/messages" ? .page([["id": "M"]]) : GraphMailboxListTests.german(asked)
        }
        let mailbox = script.mailbox()
        for _ in 0..<3 {
            #expect(try await Self.list(mailbox, "INBOX/Kunden/A%25B").messages.first?.mailbox == "INBOX/Kunden/A%25B")
        }
        #expect(script.asked.count { $0.path == "/mailFolders" } == 1)
    }

    @Test("is looked up anew when its folder is gone")
    func recreated() async throws {
        let generation = Mutex(1)
        let script = GraphScript { asked in
            let id = "ID-\(generation.withLock { $0 })"
            return switch asked.path {
            case "/mailFolders": .page([GraphMailboxListTests.folder(id, "Clients")])
            case "/mailFolders/\(id)/messages": .page([["id": "M"]])
            default: .notFound
            }
        }
        let mailbox = script.mailbox()
        #expect(try await Self.list(mailbox, "Clients").messages.count == 1)
        generation.withLock { $0 = 2 }
        #expect(try await Self.list(mailbox, "Clients").messages.count == 1)
        #expect(script.asked.count { $0.path == "/mailFolders" } == 2)
    }

    @Test(
        "that leads nowhere is not found, and never part of an address",
        arguments: ["Nichts", "ID-a", "../../users/x", "inbox/messages", "sentitems", "A%B", "INBOX/kunden"])
    func unknown(path: String) async {
        let script = GraphScript(GraphMailboxListTests.german)
        await #expect(throws: MailError.notFound(what: "mailbox")) { try await Self.list(script.mailbox(), path) }
        #expect(!script.asked.contains { $0.path.hasSuffix("messages") })
    }

    @Test("that could be no path is refused before anything is asked")
    func malformed() async {
        let script = GraphScript { _ in .notFound }
        for path in ["", "a\r\nb", String(repeating: "x", count: 1_025)] {
            await #expect(throws: MailError.self) { try await Self.list(script.mailbox(), path) }
        }
        #expect(script.asked.isEmpty)
    }

    @Test("is loaded once when many ask at the same time")
    func together() async throws {
        let script = GraphScript(GraphMailboxListTests.german)
        let mailbox = script.mailbox()
        let moment = ContinuousClock.now
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { _ = try await mailbox.catalog(newerThan: moment, until: .soon) }
            }
            try await group.waitForAll()
        }
        #expect(script.asked.count { $0.path == "/mailFolders" } == 1)
    }
}
