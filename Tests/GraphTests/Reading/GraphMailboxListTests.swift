import Domain
import JSON
import Mail
import Testing

@testable import Graph

@Suite("The mailboxes of an account over Graph")
struct GraphMailboxListTests {
    static func folder(
        _ id: String, _ name: String, children: Int = 0, hidden: Bool = false, total: Int = 3, unread: Int = 1
    ) -> JSONValue {
        [
            "id": .string(id), "displayName": .string(name), "childFolderCount": .integer(Int64(children)),
            "totalItemCount": .integer(Int64(total)), "unreadItemCount": .integer(Int64(unread)),
            "isHidden": .bool(hidden),
        ]
    }

    /// A German mailbox without an archive.
    static func german(_ asked: GraphScript.Asked) -> GraphScript.Answer {
        switch asked.path {
        case "/mailFolders":
            .page([
                folder("ID-w", "Wichtig/Geheim"), folder("ID-in", "Posteingang", children: 1),
                folder("ID-x", "INBOX"), folder("ID-sent", "Gesendet"),
                folder("ID-h", "Verborgen", children: 1, hidden: true),
                ["id": "ID-such", "@odata.type": "#microsoft.graph.mailSearchFolder", "displayName": "Suche"],
                folder("ID-dup2", "Doppelt"), folder("ID-dup1", "Doppelt"), ["displayName": "ohne Kennung"], 7,
            ])
        case "/mailFolders/ID-in/childFolders": .page([folder("ID-k", "Kunden", children: 1)])
        case "/mailFolders/ID-k/childFolders": .page([folder("ID-a", "A%B")])
        case "/mailFolders/ID-h/childFolders": .page([folder("ID-hk", "Kind")])
        case "/mailFolders/inbox": .init(json: ["id": "ID-in"])
        case "/mailFolders/sentitems": .init(json: ["id": "ID-sent"])
        default: .notFound
        }
    }

    @Test("are one tree of paths, in which nothing is taken for something else")
    func tree() async throws {
        let script = GraphScript(Self.german)
        let mailboxes = try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
        #expect(
            mailboxes.map(\.path) == [
                "INBOX", "%49NBOX", "Doppelt", "Doppelt%.ID-dup2", "Gesendet", "INBOX/Kunden", "INBOX/Kunden/A%25B",
                "Suche",
                "Wichtig%2FGeheim",
            ])
        #expect(mailboxes.map(\.name).first == "Posteingang")
        #expect(mailboxes.first { $0.path == "INBOX/Kunden/A%25B" }?.parent == "INBOX/Kunden")
        #expect(mailboxes.first { $0.path == "INBOX/Kunden" }?.parent == "INBOX")
        #expect(mailboxes.allSatisfy { $0.delimiter == "/" && $0.selectable && $0.total == nil && $0.hidden == nil })
    }

    @Test("have the roles that Graph's well-known names give, unless the account says otherwise")
    func roles() async throws {
        let plain = try await GraphScript(Self.german).mailbox().mailboxes(MailboxListing(), until: .soon)
        #expect(plain.filter { $0.role != nil }.map(\.path) == ["INBOX", "Gesendet"])
        #expect(plain.compactMap(\.role) == [.inbox, .sent] && plain.compactMap(\.roleSource) == [.server, .server])
        let other = GraphScript(Self.german).mailbox(overrides: [.sent: "Doppelt", .junk: "fehlt"])
        let changed = try await other.mailboxes(MailboxListing(), until: .soon)
        #expect(changed.first { $0.role == .sent }?.path == "Doppelt")
        #expect(changed.first { $0.role == .sent }?.roleSource == .override)
        #expect(changed.first { $0.path == "Gesendet" }?.role == nil && !changed.contains { $0.role == .junk })
    }

    @Test("have counts and show what is hidden only when that is asked for")
    func hidden() async throws {
        let listing = MailboxListing(counts: true, includesHidden: true)
        let mailboxes = try await GraphScript(Self.german).mailbox().mailboxes(listing, until: .soon)
        #expect(mailboxes.filter { $0.hidden == true }.map(\.path) == ["Verborgen", "Verborgen/Kind"])
        #expect(mailboxes.first?.total == 3 && mailboxes.first?.unseen == 1)
        #expect(mailboxes.first { $0.path == "Suche" }?.total == nil)
    }

    @Test("are read over all pages")
    func pages() async throws {
        let script = GraphScript { asked in
            guard asked.path == "/mailFolders" else { return .notFound }
            let skip = Int(asked.query["$skip"] ?? "0") ?? 0
            let next = skip < 3 ? "\(GraphScript.root)/v1.0/me/mailFolders?$top=1&$skip=\(skip + 1)" : nil
            return .page([Self.folder("ID-\(skip)", "Folder \(skip)")], next: next)
        }
        let mailboxes = try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
        #expect(mailboxes.map(\.path) == ["Folder 0", "Folder 1", "Folder 2", "Folder 3"])
    }

    @Test("have paths that can be given back, though two have one name that is nearly as long as a path may be")
    func longTwins() async throws {
        let name = String(repeating: "n", count: 1_020)
        let script = GraphScript { asked in
            asked.path == "/mailFolders" ? .page([Self.folder("ID-1", name), Self.folder("ID-2", name)]) : .notFound
        }
        let mailboxes = try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
        #expect(mailboxes.map(\.path) == ["%.ID-2", name])
    }

    @Test("have paths that can be given back, however deep they lie and whatever they are called")
    func deep() async throws {
        let long = String(repeating: "ü", count: 200)
        let script = GraphScript { asked in
            let level = asked.path.split(separator: "/").dropFirst().first.map { Int($0.dropFirst(3)) ?? 0 } ?? 0
            guard asked.path == "/mailFolders" || asked.path.hasSuffix("childFolders") else { return .notFound }
            return .page(level < 8 ? [Self.folder("ID-\(level + 1)", long, children: 1)] : [Self.folder("ID-x", "")])
        }
        let mailboxes = try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
        #expect(mailboxes.count == 9 && mailboxes.allSatisfy { MailText.isMailbox($0.path) })
        #expect(mailboxes.contains { $0.path == "%.ID-3" && $0.parent == nil })
        #expect(mailboxes.contains { $0.path == "%.ID-3/\(long)" && $0.parent == "%.ID-3" })
        #expect(mailboxes.contains { $0.path.hasSuffix("%.ID-x") && $0.name == "" })
    }

    @Test("that lead in a circle end")
    func circle() async throws {
        let script = GraphScript { asked in
            asked.path.hasPrefix("/mailFolders/ID") || asked.path == "/mailFolders"
                ? .page([Self.folder("ID-a", "A", children: 1), Self.folder("ID-b", "B", children: 2)]) : .notFound
        }
        let mailboxes = try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
        #expect(mailboxes.map(\.path) == ["A", "B"])
    }

    @Test("that never end are given up")
    func endless() async {
        let rows = (0...10_000).map { Self.folder("ID-\($0)", "\($0)") }
        let script = GraphScript { $0.path == "/mailFolders" ? .page(rows) : .notFound }
        await #expect(throws: MailError.protocolViolation("the tree of folders has no end")) {
            try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
        }
    }

    @Test("are an error when they, or a well-known one, cannot be read for another reason than that there is none")
    func refused() async {
        for path in ["/mailFolders", "/mailFolders/drafts"] {
            let script = GraphScript { $0.path == path ? .error(403, "ErrorAccessDenied") : .page([]) }
            await #expect(throws: MailError.self) {
                try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
            }
        }
    }

    @Test("whose page links elsewhere are not followed there")
    func foreignLink() async {
        let script = GraphScript { asked in
            asked.path == "/mailFolders" ? .page([], next: "https://evil.test/v1.0/me/mailFolders") : .notFound
        }
        await #expect(throws: MailError.self) {
            try await script.mailbox().mailboxes(MailboxListing(), until: .soon)
        }
        #expect(script.asked.count == 1 + WellKnownFolder.names.count)
    }
}
