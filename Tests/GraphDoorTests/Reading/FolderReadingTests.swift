import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("Folders")
struct FolderReadingTests {
    private func names(_ reply: WritingReply) -> [String] { reply.rows.compactMap { $0["displayName"]?.stringValue } }

    @Test("are the root's children alone, in pages of ten")
    func list() async throws {
        let rig = ReadingRig()
        let first = await rig.get("/me/mailFolders")
        #expect(first.rows.count == 10)
        let second = await rig.get(try #require(first.nextLink))
        let all = names(first) + names(second)
        #expect(all.contains("Inbox"))
        #expect(all.contains("Projects"))
        #expect(!all.contains("Clients"))
        #expect(!all.contains("Quick Step Settings"))
        #expect(!all.contains("Recoverable Items"))
        #expect(Set(all).count == all.count)
    }

    @Test("show the hidden ones when a plain option asks for them")
    func hidden() async {
        let reply = await ReadingRig().get("/me/mailFolders?$top=100&includeHiddenFolders=true")
        let row = reply.rows.first { $0["displayName"] == "Quick Step Settings" }
        #expect(row?["isHidden"] == true)
    }

    @Test("open by their well-known names, whatever their own")
    func wellKnown() async throws {
        let rig = ReadingRig()
        rig.keep("bruno", .person(SeedPeople.bruno), ["Mail.ReadBasic"])
        let inbox = await rig.get("/me/mailFolders/INBOX", token: "bruno")
        #expect(inbox.json["displayName"] == "Posteingang")
        #expect(inbox.json["id"]?.stringValue?.hasPrefix("AQMk") == true)
        let root = await rig.get("/me/mailFolders/msgfolderroot", token: "bruno")
        #expect(inbox.json["parentFolderId"] == root.json["id"])
        let same = await rig.get("/me/mailFolders('\(inbox.id)')", token: "bruno")
        #expect(same.json == inbox.json)
    }

    @Test("that a mailbox does not have are not found, with the code that the fact says")
    func missing() async {
        for code in MissingFolderCode.allCases {
            let rig = ReadingRig { $0.set(Facts.missingFolderCode, to: code) }
            rig.keep("chidi", .person(SeedPeople.chidi), ["Mail.Read"])
            let reply = await rig.get("/me/mailFolders/archive", token: "chidi")
            #expect(reply.status == 404)
            #expect(reply.code == code.rawValue)
        }
        #expect(await ReadingRig().get("/me/mailFolders/calendar").code == "ErrorInvalidIdMalformed")
    }

    @Test("have counts that follow their messages")
    func counts() async throws {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Counted")
        try rig.add("A", to: folder, minute: 1) {
            _ in
        } marks: {
            $0.isRead = true
        }
        try rig.add("B", to: folder, minute: 2)
        let reply = await rig.get("/me/mailFolders/\(rig.id(ofFolder: folder))")
        #expect(reply.json["totalItemCount"] == 2)
        #expect(reply.json["unreadItemCount"] == 1)
        #expect(reply.json["childFolderCount"] == 0)
    }

    @Test("have children, which can be expanded by one level")
    func children() async {
        let rig = ReadingRig()
        #expect(names(await rig.get("/me/mailFolders/inbox/childFolders")).contains("Invoices/2026"))
        let inbox = await rig.get("/me/mailFolders?$filter=displayName eq 'Inbox'&$expand=childFolders").rows.first
        let children = inbox?["childFolders"]?.arrayValue ?? []
        #expect(children.contains { $0["displayName"] == "Clients" && $0["childFolders"] == nil })
        #expect(inbox?["childFolderCount"]?.integerValue == Int64(children.count))
        #expect(await rig.get("/me/mailFolders/inbox/childFolders/$count").text == String(children.count))
    }

    @Test("can be filtered, ordered, selected and counted")
    func options() async {
        let rig = ReadingRig()
        let reply = await rig.get(
            "/me/mailFolders?$filter=startswith(displayName,'S')&$orderby=displayName desc&$select=displayName&$count=true"
        )
        #expect(names(reply) == ["Sync Issues", "Sent Items", "Samples"])
        #expect(reply.json["@odata.count"] == 3)
        #expect(Set(reply.rows.first?.objectValue?.keys.map(\.self) ?? []) == ["id", "displayName"])
        #expect(await rig.get("/me/mailFolders?$filter=colour eq 'x'").code == "RequestBroker--ParseUri")
        #expect(await rig.get("/me/mailFolders?$expand=messages").code == "ExpandNotSupported")
    }

    @Test("that search show what they find, and count it anew after a change")
    func searchFolder() async throws {
        let rig = ReadingRig(messages: 0)
        let inbox = try #require(rig.adele.read { $0.folder(role: .inbox)?.number })
        let before = await rig.get("/me/mailFolders/inbox/childFolders").rows.first {
            $0["displayName"] == "Weekly digests"
        }
        #expect(before?["@odata.type"] == "#microsoft.graph.mailSearchFolder")
        let count = try #require(before?["totalItemCount"]?.integerValue)
        try rig.add("The Weekly Digest", to: inbox, minute: 500_000)
        let id = try #require(before?["id"]?.stringValue)
        let after = await rig.get("/me/mailFolders/\(id)")
        #expect(after.json["totalItemCount"]?.integerValue == count + 1)
        #expect(await rig.get("/me/mailFolders/\(id)/messages?$top=100").subjects.contains("The Weekly Digest"))
    }
}
