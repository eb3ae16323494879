import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A search")
struct SearchTests {
    private static func rig() throws -> (ReadingRig, String) {
        let rig = ReadingRig(messages: 0)
        let folder = try rig.folder("Searched")
        try rig.add("Invoice for March", to: folder, minute: 1) { $0.body = LetterBody(.text, "Please pay quickly") }
        try rig.add("Lunch", to: folder, minute: 60 * 24) {
            $0.body = LetterBody(.html, "<p>The <b>big news</b> is soup</p>")
            $0.from = NamedAddress(name: "Ann Lee", address: "ann@x.example")
            $0.sender = $0.from
            $0.cc = [NamedAddress(name: nil, address: "carl@y.example")]
        }
        try rig.add("Contract", to: folder, minute: 60 * 24 * 40) {
            $0.importance = .high
            $0.attachments = [
                LetterAttachment(
                    number: 1, name: "draft.pdf", contentType: "application/pdf", modifiedAt: $0.sentAt,
                    kind: .file(.held(Array(repeating: 0, count: 5_000))))
            ]
        }
        return (rig, "/me/mailFolders/\(rig.id(ofFolder: folder))/messages")
    }

    @Test(
        "finds words, phrases and properties",
        arguments: [
            ("invoice", ["Invoice for March"]), ("\"INVOI\"", ["Invoice for March"]),
            ("\"quickly\"", ["Invoice for March"]),
            ("\"voice\"", []), ("\"news\"", ["Lunch"]), ("\"\\\"big news\\\"\"", ["Lunch"]),
            ("\"\\\"news big\\\"\"", []),
            ("\"from:ann\"", ["Lunch"]), ("\"from:ann subject:lunch\"", ["Lunch"]),
            ("\"from:ann AND subject:march\"", []),
            ("\"lunch OR contract\"", ["Contract", "Lunch"]), ("\"from:bob NOT subject:invoice\"", ["Contract"]),
            ("\"(lunch OR invoice) NOT news\"", ["Invoice for March"]),
            ("\"subject:\\\"for march\\\"\"", ["Invoice for March"]),
            ("\"cc:carl@y.example\"", ["Lunch"]), ("\"participants:carl\"", ["Lunch"]), ("\"to:carl\"", []),
            ("\"hasAttachment:true\"", ["Contract"]), ("\"hasAttachments:false\"", ["Lunch", "Invoice for March"]),
            ("\"attachment:draft\"", ["Contract"]), ("\"importance:high\"", ["Contract"]),
            ("\"received:2026-01-01\"", ["Invoice for March"]), ("\"received>=2026-01-02\"", ["Contract", "Lunch"]),
            ("\"received<2026-01-02\"", ["Invoice for March"]),
            ("\"received:2026-01-01..2026-01-02\"", ["Lunch", "Invoice for March"]),
            ("\"received:1/2/2026\"", ["Lunch"]),
            ("\"received>9999-99-99\"", []), ("\"size>4000\"", ["Contract"]), ("\"size>99999999999999999999\"", []),
            ("\"kind:email subject:lunch\"", ["Lunch"]),
        ])
    func finds(_ search: String, _ subjects: [String]) async throws {
        let (rig, path) = try Self.rig()
        let reply = await rig.get("\(path)?$search=\(search)")
        #expect(reply.status == 200)
        #expect(reply.subjects == subjects)
    }

    @Test(
        "that is none is refused",
        arguments: [
            "from:bob", "\"open", "\"\"", "", "\"(a\"", "\"a)\"", "\"NOT\"", "\"a OR\"",
            "\"" + String(repeating: "(", count: 90),
        ])
    func refused(_ search: String) async throws {
        let (rig, path) = try Self.rig()
        let reply = await rig.get("\(path)?$search=\(search)")
        #expect(reply.status == 400)
        #expect(reply.code == "BadRequest")
    }

    @Test(
        "goes with no filter, order, skip or count",
        arguments: [
            ("$filter=isRead eq true", "SearchWithFilter"), ("$orderby=subject", "SearchWithOrderBy"),
            ("$skip=1", "SearchWithSkip"), ("$count=true", "SearchWithCount"),
        ])
    func alone(_ other: String, _ code: String) async throws {
        let (rig, path) = try Self.rig()
        let reply = await rig.get("\(path)?$search=\"lunch\"&\(other)")
        #expect(reply.status == 400)
        #expect(reply.code == code)
    }

    @Test("pages by a token until a thousand are shown, and knows a token of another search")
    func pages() async throws {
        let rig = ReadingRig { $0.set(Facts.searchMaximum, to: 25) }
        var seen: [String] = []
        var link: String? = "/me/messages?$search=\"kind:email\"&$top=10&$select=id"
        var pages = 0
        while let next = link, pages < 10 {
            let reply = await rig.get(next)
            seen += reply.ids
            link = reply.nextLink
            pages += 1
        }
        #expect(pages == 3)
        #expect(seen.count == 25)
        #expect(Set(seen).count == 25)
        let first = await rig.get("/me/messages?$search=\"kind:email\"&$top=1")
        let token = try #require(first.nextLink?.split(separator: "skiptoken=").last)
        let stale = await rig.get("/me/messages?$search=\"lunch\"&$skiptoken=\(token)")
        #expect(stale.code == "ErrorExecuteSearchStaleData")
    }
}
