import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A delta")
struct DeltaTests {
    private static let immutable = "IdType=\"ImmutableId\""

    /// Follows links until a delta link comes.
    private func round(
        _ rig: ReadingRig, _ link: String, prefer: String = "odata.maxpagesize=4"
    ) async throws -> (rows: [JSONValue], deltaLink: String, pages: Int) {
        var (rows, next, pages) = ([JSONValue](), link, 0)
        while pages < 50 {
            let reply = await rig.get(next, prefer: prefer)
            try #require(reply.status == 200, "\(reply.text)")
            rows += reply.rows
            pages += 1
            if let delta = reply.deltaLink { return (rows, delta, pages) }
            next = try #require(reply.nextLink)
        }
        throw MailboxError.noSuchMessage
    }

    private func removals(_ rows: [JSONValue]) -> [String: String] {
        let pairs = rows.compactMap { row in
            row["@removed"]?["reason"]?.stringValue.map { (row["id"]?.stringValue ?? "", $0) }
        }
        return Dictionary(pairs) { $1 }
    }

    private static func rig(
        _ count: Int64, _ configure: (inout FactSheet) -> Void = { _ in }
    ) throws -> (ReadingRig, String, [StoredMessage]) {
        let rig = ReadingRig(messages: 0, configure)
        let folder = try rig.folder("Followed")
        let messages = try (0..<count).map { try rig.add("Mail \($0)", to: folder, minute: $0) }
        return (rig, "/me/mailFolders/\(rig.id(ofFolder: folder))/messages/delta", messages)
    }

    @Test("shows everything in its first round, in pages, and nothing in the next")
    func firstRound() async throws {
        for replays in [true, false] {
            let (rig, path, messages) = try Self.rig(10) { $0.set(Facts.deltaReplays, to: replays) }
            let first = try await round(rig, "\(path)?$select=subject")
            let ids = first.rows.compactMap { $0["id"]?.stringValue }
            #expect(Set(ids) == Set(messages.map(rig.id)))
            #expect((ids.count > messages.count) == replays)
            #expect(first.pages >= 3)
            #expect(
                Set(try #require(first.rows.first?.objectValue).keys) == [
                    "@odata.etag", "@odata.type", "id", "subject",
                ])
            let second = try await round(rig, first.deltaLink)
            #expect(second.rows.isEmpty)
        }
    }

    @Test("shows what came, changed, moved and went, with the options of the first request")
    func changes() async throws {
        let (rig, path, messages) = try Self.rig(6)
        let first = try await round(rig, "\(path)?$select=subject,isRead")
        let folder = messages[0].folder
        let new = try rig.add("New", to: folder, minute: 100)
        try rig.adele.change { state throws(MailboxError) in
            _ = try state.update(messages[1].number, at: messages[1].receivedAt) { $0.isRead = true }
            _ = try state.move(messages[2].number, to: state.root)
            _ = try state.remove(messages[3].number, to: .recoverable)
        }
        let second = try await round(rig, first.deltaLink, prefer: "odata.maxpagesize=1")
        #expect(second.pages >= 4)
        #expect(
            removals(second.rows) == [rig.id(of: messages[2]): "changed", rig.id(of: messages[3]): "deleted"])
        let shown = second.rows.filter { $0["@removed"] == nil }
        #expect(Set(shown.compactMap { $0["id"]?.stringValue }) == [rig.id(of: new), rig.id(of: messages[1])])
        #expect(shown.allSatisfy { $0["subject"] != nil && $0["isRead"] != nil && $0["body"] == nil })
        #expect(try await round(rig, second.deltaLink).rows.isEmpty)
        // The same link again tells the same again.
        #expect(try await round(rig, first.deltaLink).rows.count == second.rows.count)
    }

    @Test("joins a move's two halves by the immutable id")
    func move() async throws {
        let (rig, path, messages) = try Self.rig(2)
        let other = try rig.folder("Other")
        let target = "/me/mailFolders/\(rig.id(ofFolder: other))/messages/delta"
        let from = try await round(rig, path, prefer: Self.immutable)
        let to = try await round(rig, target, prefer: Self.immutable)
        _ = try rig.adele.change { state throws(MailboxError) in try state.move(messages[0].number, to: other) }
        let left = try await round(rig, from.deltaLink, prefer: Self.immutable)
        let came = try await round(rig, to.deltaLink, prefer: Self.immutable)
        #expect(left.rows.count == 1)
        #expect(removals(left.rows).keys.first == came.rows.first?["id"]?.stringValue)
    }

    @Test("misses nothing that happens between its pages")
    func betweenPages() async throws {
        let (rig, path, messages) = try Self.rig(9) { $0.set(Facts.deltaReplays, to: false) }
        let page = await rig.get(path, prefer: "odata.maxpagesize=3")
        let new = try rig.add("New", to: messages[0].folder, minute: 500)
        _ = try rig.adele.change { state throws(MailboxError) in
            _ = try state.remove(messages[8].number, to: .purged)
            return try state.update(messages[7].number, at: messages[7].receivedAt) { $0.isRead = true }
        }
        let rest = try await round(rig, try #require(page.nextLink))
        let next = try await round(rig, rest.deltaLink)
        let seen = page.ids + rest.rows.compactMap { $0["id"]?.stringValue }
        #expect(messages.allSatisfy { seen.contains(rig.id(of: $0)) })
        #expect(next.rows.contains { $0["id"]?.stringValue == rig.id(of: new) })
        #expect(removals(next.rows)[rig.id(of: messages[8])] == "deleted")
        #expect(next.rows.contains { $0["id"]?.stringValue == rig.id(of: messages[7]) && $0["isRead"] == true })
    }

    @Test("narrows to a kind of change", arguments: ["created", "updated", "deleted"])
    func changeType(_ kind: String) async throws {
        let (rig, path, messages) = try Self.rig(3)
        let first = try await round(rig, "\(path)?changeType=\(kind)")
        let new = try rig.add("New", to: messages[0].folder, minute: 100)
        try rig.adele.change { state throws(MailboxError) in
            _ = try state.update(messages[1].number, at: messages[1].receivedAt) { $0.isRead = true }
            _ = try state.remove(messages[2].number, to: .purged)
        }
        let expected = ["created": new, "updated": messages[1], "deleted": messages[2]]
        let second = try await round(rig, first.deltaLink)
        #expect(second.rows.compactMap { $0["id"]?.stringValue } == [expected[kind].map(rig.id)].compactMap(\.self))
    }

    @Test("knows one filter and one order, and ends after so many messages with a filter")
    func filter() async throws {
        let (rig, path, _) = try Self.rig(10) { $0.set(Facts.deltaFilterCap, to: 5) }
        let filter = "$filter=receivedDateTime ge 2026-01-01T00:02:00Z&$orderby=receivedDateTime desc"
        let found = try await round(rig, "\(path)?\(filter)&$select=subject", prefer: "odata.maxpagesize=2")
        let subjects = Set(found.rows.compactMap { $0["subject"]?.stringValue })
        #expect(subjects == ["Mail 9", "Mail 8", "Mail 7", "Mail 6", "Mail 5"])
        for refused in [
            "$filter=isRead eq true", "$orderby=subject", "$orderby=receivedDateTime asc", "$search=\"x\"",
            "$count=true",
            "$skip=2", "changeType=moved",
        ] {
            #expect(await rig.get("\(path)?\(refused)").status == 400)
        }
    }

    @Test("ends with 410 and a way to start anew when its token is worth nothing")
    func expired() async throws {
        for code in DeltaExpiredCode.allCases {
            let (rig, path, _) = try Self.rig(2) { $0.set(Facts.deltaExpiredCode, to: code) }
            let link = try await round(rig, path).deltaLink
            rig.sandbox.faults.set(Fault(.deltaExpired))
            let expired = await rig.get(link)
            #expect(expired.status == 410)
            #expect(expired.code == code.rawValue)
            let location = try #require(expired.headers["Location"])
            #expect(await rig.get(location).rows.count == 2)
            #expect(await rig.get(link).status == 200)
            let tampered = String(link.dropLast(4)) + "AAAA"
            #expect(await rig.get(tampered).status == 410)
            let other = link.replacing("/me/mailFolders/", with: "/users/bruno@contoso.example/mailFolders/")
            rig.keep("app", .application(client: SeedApps.service, tenant: SeedPeople.contoso), ["Mail.Read"])
            #expect(await rig.get(other, token: "app").status == 404)
        }
    }

    @Test("of the folders shows the whole tree, and then what came, changed and went")
    func folders() async throws {
        let rig = ReadingRig(messages: 0)
        let first = try await round(rig, "/me/mailFolders/delta?$select=displayName")
        let names = Set(first.rows.compactMap { $0["displayName"]?.stringValue })
        #expect(names.isSuperset(of: ["Inbox", "Clients", "Northwind", "Invoices/2026"]))
        #expect(names.isDisjoint(with: ["Quick Step Settings", "Recoverable Items", "Calendar"]))
        #expect(first.pages > 3)
        let doomed = try rig.folder("Doomed")
        let before = try await round(rig, first.deltaLink)
        #expect(before.rows.compactMap { $0["displayName"]?.stringValue } == ["Doomed"])
        let fresh = try rig.folder("Fresh")
        try rig.add("Mail", to: fresh)
        try rig.adele.change { state throws(MailboxError) in try state.deleteFolder(doomed, permanently: true) }
        let after = try await round(rig, before.deltaLink)
        #expect(removals(after.rows) == [rig.id(ofFolder: doomed): "deleted"])
        #expect(after.rows.compactMap { $0["displayName"]?.stringValue } == ["Fresh"])
        #expect(try await round(rig, after.deltaLink).rows.isEmpty)
    }
}
