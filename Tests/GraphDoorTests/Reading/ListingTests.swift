import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A list of messages")
struct ListingTests {
    @Test("visits everything once by its links, newest first")
    func paging() async throws {
        let rig = ReadingRig(messages: 57)
        var seen: [String] = []
        var times: [String] = []
        var link: String? = "/me/mailFolders/inbox/messages?$select=receivedDateTime&$top=10"
        var pages = 0
        while let next = link, pages < 20 {
            let reply = await rig.get(next)
            seen += reply.ids
            times += reply.rows.compactMap { $0["receivedDateTime"]?.stringValue }
            link = reply.nextLink
            pages += 1
        }
        #expect(pages == 6)
        #expect(seen.count == 57)
        #expect(Set(seen).count == 57)
        #expect(times == times.sorted(by: >))
    }

    @Test("has ten rows unless a size is asked for, by the option or the preference")
    func pageSize() async {
        let rig = ReadingRig()
        #expect(await rig.get("/me/messages?$select=id").rows.count == 10)
        #expect(await rig.get("/me/messages?$select=id", prefer: "odata.maxpagesize=4").rows.count == 4)
        #expect(await rig.get("/me/messages?$select=id&$top=12", prefer: "odata.maxpagesize=4").rows.count == 12)
        let small = ReadingRig { $0.set(Facts.pageSize, to: 3) }
        #expect(await small.get("/me/messages?$select=id").rows.count == 3)
    }

    @Test(
        "refuses sizes and skips that are none",
        arguments: [
            ("$top=0", 400), ("$top=1001", 400), ("$top=-1", 400), ("$top=ten", 400),
            ("$top=99999999999999999999", 400),
            ("$skip=-1", 400), ("$count=maybe", 400), ("$top=1000", 200), ("$skip=2000000000", 200),
            ("$select=colour", 400),
            ("$expand=attachments,extensions", 400), ("$expand=colours", 400), ("$orderby=colour", 400),
            ("$orderby=subject up", 400), ("$orderby=", 400), ("$top=1&$top=2", 400), ("colour=red", 200),
            ("$colour=red", 200),
        ])
    func bounds(_ query: String, _ status: Int) async {
        #expect(await ReadingRig().get("/me/messages?\(query)").status == status)
    }

    @Test("can be told to refuse options that nobody knows")
    func unknownOptions() async {
        let rig = ReadingRig { $0.set(Facts.unknownOptionsIgnored, to: false) }
        #expect(await rig.get("/me/messages?colour=red").status == 400)
        #expect(await rig.get("/me/messages?$top=2").status == 200)
    }

    @Test("shows what is selected, with an id and an ETag always")
    func select() async throws {
        let reply = await ReadingRig().get(
            "/me/mailFolders('inbox')/messages?$select=isRead,SUBJECT,from/emailAddress&$top=1")
        let row = try #require(reply.rows.first?.objectValue)
        #expect(Set(row.keys) == ["@odata.etag", "id", "isRead", "subject", "from"])
        #expect(
            reply.json["@odata.context"]?.stringValue
                == "https://localhost/v1.0/$metadata#users('\(SeedPeople.adele)')/mailFolders('inbox')/messages"
                + "(isRead,subject,from)")
    }

    @Test("shows the whole of a message, but for what has to be asked for")
    func everything() async throws {
        let reply = await ReadingRig().get("/me/messages?$top=1")
        let row = try #require(reply.rows.first?.objectValue)
        let names: Set<String> = [
            "@odata.etag", "id", "createdDateTime", "lastModifiedDateTime", "changeKey", "categories",
            "receivedDateTime", "sentDateTime", "hasAttachments", "internetMessageId", "subject", "bodyPreview",
            "importance", "parentFolderId", "conversationId", "conversationIndex", "isDeliveryReceiptRequested",
            "isReadReceiptRequested", "isRead", "isDraft", "webLink", "inferenceClassification", "body", "sender",
            "from", "toRecipients", "ccRecipients", "bccRecipients", "replyTo", "flag",
        ]
        #expect(Set(row.keys) == names)
        #expect(row["@odata.etag"]?.stringValue == "W/\"\(row["changeKey"]?.stringValue ?? "")\"")
    }

    @Test("counts, alone and beside its rows")
    func counting() async {
        let rig = ReadingRig(messages: 42)
        let reply = await rig.get("/me/mailFolders/inbox/messages?$count=true&$top=5&$skip=40")
        #expect(reply.json["@odata.count"]?.integerValue == 42)
        #expect(reply.rows.count == 2)
        #expect(reply.nextLink == nil)
        #expect(await rig.get("/me/mailFolders/inbox/messages/$count").text == "42")
    }

    @Test("of the whole mailbox has Deleted Items too, and not what was deleted from there")
    func whole() async throws {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Own")
        let message = try rig.add("Kept for last", to: folder, minute: 600_000)
        _ = try rig.adele.change { state throws(MailboxError) in try state.remove(message.number, to: .deletedItems) }
        #expect(await rig.get("/me/messages?$top=1").subjects == ["Kept for last"])
        _ = try rig.adele.change { state throws(MailboxError) in try state.remove(message.number, to: .recoverable) }
        #expect(await rig.get("/me/messages?$top=1").subjects != ["Kept for last"])
    }

    @Test("expands attachments, with what is selected of them")
    func attachments() async throws {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Own")
        try rig.add("With", to: folder) {
            $0.attachments = [
                LetterAttachment(
                    number: 1, name: "a.txt", contentType: "text/plain", modifiedAt: $0.sentAt,
                    kind: .file(.held([104, 105])))
            ]
        }
        let path = "/me/mailFolders/\(rig.id(ofFolder: folder))/messages"
        let some = "attachments($select=id,name,size,microsoft.graph.fileAttachment/contentId)"
        let row = try #require(
            await rig.get("\(path)?$select=id&$expand=\(some)").rows.first?["attachments"]?[0]?.objectValue)
        #expect(Set(row.keys) == ["@odata.type", "@odata.mediaContentType", "id", "name", "size", "contentId"])
        let all = await rig.get("\(path)?$expand=attachments").rows.first?["attachments"]?[0]
        #expect(all?["contentBytes"] == "aGk=")
    }

    @Test("expands extended properties by their ids")
    func extendedProperties() async throws {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Own")
        try rig.add("Answered", to: folder) {
            $0.inReplyTo = "<p@h>"
        } marks: {
            $0.lastVerb = 102
        }
        let filter = "id eq 'Integer 0x1081' or id eq 'String 0x1042' or id eq 'String 0x9999'"
        let reply = await rig.get(
            "/me/mailFolders/\(rig.id(ofFolder: folder))/messages?$expand=singleValueExtendedProperties($filter=\(filter))"
        )
        let found = reply.rows.first?["singleValueExtendedProperties"]?.arrayValue ?? []
        #expect(found.compactMap { $0["value"]?.stringValue } == ["102", "<p@h>"])
    }
}
