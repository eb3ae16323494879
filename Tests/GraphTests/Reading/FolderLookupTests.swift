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

    @Test("leads to the folder that has it now, though two have swapped their names", arguments: [true, false])
    func swapped(above: Bool) async throws {
        let isSwapped = Mutex(false)
        let script = GraphScript { asked in
            let names = isSwapped.withLock { $0 } ? ["Beta", "Alpha"] : ["Alpha", "Beta"]
            let folders = zip(["ID-1", "ID-2"], names).map { id, name -> JSONValue in
                ["id": .string(id), "displayName": .string(name), "parentFolderId": "ROOT", "childFolderCount": 1]
            }
            let below = ["ID-1", "ID-2"].map { id -> JSONValue in
                ["id": .string(id + "-in"), "displayName": "In", "parentFolderId": .string(id)]
            }
            switch asked.path {
            case "/mailFolders": return .page(folders)
            case "/mailFolders/ID-1": return GraphScript.Answer(json: folders[0])
            case "/mailFolders/ID-2": return GraphScript.Answer(json: folders[1])
            case "/mailFolders/ID-1-in": return GraphScript.Answer(json: below[0])
            case "/mailFolders/ID-2-in": return GraphScript.Answer(json: below[1])
            case "/mailFolders/ID-1/childFolders": return .page([below[0]])
            case "/mailFolders/ID-2/childFolders": return .page([below[1]])
            default:
                let parts = asked.path.split(separator: "/")
                return parts.last == "messages" ? .page([["id": .string("in-\(parts[1])")]]) : .notFound
            }
        }
        let mailbox = script.mailbox(directory: FolderDirectory(sureFor: .zero))
        let (path, end) = above ? ("Alpha/In", "-in") : ("Alpha", "")
        for generation in [1, 1, 2, 2] {
            isSwapped.withLock { $0 = generation == 2 }
            let page = try await Self.list(mailbox, path)
            #expect(page.messages.map(\.mailbox) == [path])
            let own = MessageReference(account: GraphScript.account, place: .graph(id: "in-ID-\(generation)\(end)"))
            #expect(page.messages.map(\.id) == [own.id])
        }
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
