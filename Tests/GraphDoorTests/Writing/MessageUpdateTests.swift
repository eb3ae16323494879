import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A message that is changed through Graph")
struct MessageUpdateTests {
    @Test("that is no draft takes marks and keeps what it says")
    func delivered() async throws {
        let rig = WritingRig()
        let id = try rig.inboxID()
        let number = try #require(rig.newest(.inbox)).number
        let reply = try await rig.ask(
            "PATCH", "/me/messages/\(id)",
            [
                "isRead": true, "categories": ["Red category"], "flag": ["flagStatus": "flagged"],
                "inferenceClassification": "other",
            ])
        #expect(reply.status == 200)
        #expect(reply.json["categories"] == ["Red category"])
        #expect(reply.json["flag"]?["flagStatus"] == "flagged")
        #expect(reply.json["inferenceClassification"] == "other")
        let stored = try #require(rig.adele.read { $0.message(number) })
        #expect(stored.isRead)
        guard case .seeded = stored.content else {
            Issue.record("marks made a seeded letter a written one")
            return
        }
    }

    @Test(
        "that is no draft refuses another subject, body and recipients",
        arguments: ["subject", "body", "toRecipients", "from"])
    func draftOnly(_ name: String) async throws {
        let rig = WritingRig()
        let values: [String: JSONValue] = [
            "subject": "x", "body": ["content": "x"], "toRecipients": [],
            "from": ["emailAddress": ["address": "a@b.c"]],
        ]
        let id = try rig.inboxID()
        let reply = try await rig.ask("PATCH", "/me/messages/\(id)", [name: values[name] ?? .null])
        #expect(reply.status == 400)
        #expect(reply.code == "ErrorInvalidPropertySet")
    }

    @Test("that is a draft takes another subject, but no headers any more")
    func draft() async throws {
        let rig = WritingRig()
        let id = try await rig.draft()
        #expect(try await rig.ask("PATCH", "/me/messages/\(id)", ["subject": "Other"]).json["subject"] == "Other")
        let headers: JSONValue = ["internetMessageHeaders": [["name": "x-a", "value": "b"]]]
        #expect(try await rig.ask("PATCH", "/me/messages/\(id)", headers).code == "ErrorInvalidPropertySet")
    }

    @Test("under an ETag of yesterday is not changed")
    func ifMatch() async throws {
        let rig = WritingRig()
        let id = try await rig.draft()
        let first = try await rig.ask("PATCH", "/me/messages/\(id)", ["subject": "One"])
        let tag = try #require(first.json["@odata.etag"]?.stringValue)
        #expect(
            try await rig.ask("PATCH", "/me/messages/\(id)", ["subject": "Two"], headers: [("If-Match", tag)]).status
                == 200)
        let late = try await rig.ask("PATCH", "/me/messages/\(id)", ["subject": "Three"], headers: [("If-Match", tag)])
        #expect(late.status == 412)
    }

    @Test("takes the mark of an answer")
    func lastVerb() async throws {
        let rig = WritingRig()
        let id = try rig.inboxID()
        let number = try #require(rig.newest(.inbox)).number
        let body: JSONValue = ["singleValueExtendedProperties": [["id": "Integer 0x1081", "value": "102"]]]
        #expect(try await rig.ask("PATCH", "/me/messages/\(id)", body).status == 200)
        #expect(rig.adele.read { $0.message(number)?.lastVerb } == 102)
    }
}
