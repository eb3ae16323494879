import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A message that is created through Graph")
struct MessageCreationTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        let body: JSONValue
        var status = 400
        let code: String
        var testDescription: String { name }
    }

    static func headers(_ count: Int) -> JSONValue {
        .array((0..<count).map { ["name": .string("x-\($0)"), "value": "v"] })
    }

    @Test(
        "is refused with Graph's code",
        arguments: [
            Refusal(name: "unknown property", body: ["subjekt": "x"], code: "RequestBodyRead"),
            Refusal(name: "wrong type", body: ["isRead": "yes"], code: "RequestBodyRead"),
            Refusal(name: "unknown importance", body: ["importance": "urgent"], code: "RequestBodyRead"),
            Refusal(
                name: "header without x-",
                body: ["internetMessageHeaders": [["name": "In-Reply-To", "value": "<a@b>"]]],
                code: "InvalidInternetMessageHeader"),
            Refusal(
                name: "six headers", body: ["internetMessageHeaders": headers(6)],
                code: "InvalidInternetMessageHeaderCollection"),
            Refusal(
                name: "no headers", body: ["internetMessageHeaders": []],
                code: "InvalidInternetMessageHeaderCollection"),
            Refusal(
                name: "header with a line end",
                body: ["internetMessageHeaders": [["name": "x-a", "value": "b\r\nBcc: c"]]],
                code: "InvalidInternetMessageHeader"),
            Refusal(
                name: "malformed property id",
                body: ["singleValueExtendedProperties": [["id": "0x1042", "value": "x"]]],
                code: "ErrorInvalidExtendedProperty"),
            Refusal(
                name: "flag due before it starts",
                body: ["flag": ["dueDateTime": ["dateTime": "2026-01-01", "timeZone": "UTC"]]],
                code: "ErrorInvalidArgument"),
            Refusal(
                name: "attachment without a type", body: ["attachments": [["name": "a", "contentBytes": "aGk="]]],
                code: "ErrorRequiredPropertyMissing"),
        ])
    func refusal(_ refusal: Refusal) async throws {
        let rig = WritingRig()
        let before = rig.count(.drafts)
        let reply = try await rig.ask("POST", "/me/messages", refusal.body)
        #expect(reply.status == refusal.status)
        #expect(reply.code == refusal.code)
        #expect(rig.count(.drafts) == before)
    }

    @Test("says which property does not exist")
    func unknownProperty() async throws {
        let reply = try await WritingRig().ask("POST", "/me/messages", ["subjekt": "x"])
        #expect(
            reply.message?.hasPrefix("The property 'subjekt' does not exist on type 'microsoft.graph.message'.") == true
        )
    }

    @Test("is a draft with what was said of it")
    func draft() async throws {
        let rig = WritingRig()
        let reply = try await rig.ask(
            "POST", "/me/messages",
            [
                "subject": "Hi", "body": ["contentType": "HTML", "content": "<p>x</p>"], "importance": "High",
                "toRecipients": [["emailAddress": ["address": "b@contoso.example", "name": "B"]]],
                "internetMessageId": "<own@host>", "internetMessageHeaders": [["name": "X-One", "value": "1"]],
                "singleValueExtendedProperties": [
                    ["id": "String 0x1042", "value": "<parent@host>"],
                    ["id": "String 0x1039", "value": "<a@host> <parent@host>"],
                ],
                "attachments": [
                    ["@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "aGk="]
                ],
            ])
        #expect(reply.status == 201)
        #expect(reply.json["isDraft"] == true)
        #expect(reply.json["subject"] == "Hi")
        #expect(reply.json["importance"] == "high")
        #expect(reply.json["internetMessageId"] == "<own@host>")
        #expect(reply.json["hasAttachments"] == true)
        let message = try #require(rig.newest(.drafts))
        let letter = rig.adele.letter(of: message)
        #expect(letter.inReplyTo == "<parent@host>")
        #expect(letter.references == ["<a@host>", "<parent@host>"])
        #expect(letter.extraHeaders == [HeaderField(name: "X-One", value: "1")])
        #expect(letter.to == [NamedAddress(name: "B", address: "b@contoso.example")])
    }

    @Test("with message flags and times is mail that came once")
    func imported() async throws {
        let rig = WritingRig()
        let reply = try await rig.ask(
            "POST", "/me/mailFolders/archive/messages",
            [
                "subject": "Old",
                "singleValueExtendedProperties": [
                    ["id": "Integer 0x0E07", "value": "0"],
                    ["id": "SystemTime 0x0E06", "value": "2020-02-03T04:05:06Z"],
                    ["id": "SystemTime 0x0039", "value": "2020-02-03T04:05:00Z"],
                ],
            ])
        #expect(reply.json["isDraft"] == false)
        #expect(reply.json["isRead"] == false)
        #expect(reply.json["receivedDateTime"] == "2020-02-03T04:05:06Z")
        #expect(reply.json["sentDateTime"] == "2020-02-03T04:05:00Z")
        let archive = rig.folder(.archive)
        #expect(
            rig.adele.read { state in state.messages(in: archive).contains { state.message($0)?.isDraft == false } })
    }

    @Test("from MIME keeps its thread")
    func mime() async throws {
        let rig = WritingRig()
        let reply = try await rig.ask(
            "/me/messages",
            mime:
                "From: a@b.example\nTo: c@d.example\nSubject: Mime\nMessage-ID: <m@b.example>\nIn-Reply-To: <p@b.example>\n\nhello\n"
        )
        #expect(reply.status == 201)
        #expect(reply.json["internetMessageId"] == "<m@b.example>")
        #expect(reply.json["isDraft"] == true)
        #expect(rig.newest(.drafts).map { rig.adele.letter(of: $0).inReplyTo } == "<p@b.example>")
    }

    @Test(
        "from what is no MIME is refused",
        arguments: [
            ("not base64!", "ErrorMimeContentInvalidBase64String"), ("aGk", "ErrorMimeContentInvalidBase64String"),
            ("", "ErrorMimeContentInvalidBase64String"), ("aGVsbG8=", "ErrorMimeContentInvalid"),
        ])
    func badMIME(_ body: String, _ code: String) async throws {
        let reply = try await WritingRig().ask(
            "POST", "/me/messages", body: Array(body.utf8), headers: [("Content-Type", "text/plain")])
        #expect(reply.status == 400)
        #expect(reply.code == code)
    }

    @Test("with a body over the cap is 413")
    func tooLarge() async throws {
        let rig = WritingRig { $0.set(Facts.bodyCap, to: 100) }
        let reply = try await rig.ask("POST", "/me/messages", ["subject": .string(String(repeating: "x", count: 100))])
        #expect(reply.status == 413)
    }

    @Test("in text that is no JSON is refused")
    func notJSON() async throws {
        let reply = try await WritingRig().ask(
            "POST", "/me/messages", body: Array("{".utf8), headers: [("Content-Type", "application/json")])
        #expect(reply.status == 400)
        #expect(reply.code == "BadRequest")
    }

    @Test("is not made without the permission to write")
    func permission() async throws {
        let rig = WritingRig()
        rig.sandbox.tokens.keep(
            "reader", rig.grant(.person(SeedPeople.adele), SeedApps.graph, scopes: ["Mail.Read", "Mail.Send"]))
        let reply = try await rig.ask("POST", "/me/messages", ["subject": "x"], token: "reader")
        #expect(reply.status == 403)
        #expect(reply.code == "ErrorAccessDenied")
    }

    @Test("finds no room in a full mailbox", arguments: [507, 403])
    func quota(_ status: Int) async throws {
        let rig = WritingRig { facts in
            facts.set(Facts.quotaBytes, to: 10_000)
            facts.set(Facts.quotaStatus, to: status)
        }
        let text = JSONValue.string(String(repeating: "x", count: 20_000))
        let reply = try await rig.ask("POST", "/me/messages", ["body": ["contentType": "text", "content": text]])
        #expect(reply.status == status)
        #expect(reply.code == "ErrorQuotaExceeded")
    }
}
