import Domain
import Doorway
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

    @Test("keeps the times of its flag, and the time when it was done, until the flag goes")
    func flag() async throws {
        let rig = WritingRig()
        let path = "/me/messages/\(try rig.inboxID())"
        let zone = "W. Europe Standard Time"
        let start: JSONValue = ["dateTime": "2026-01-20T09:00:00.5", "timeZone": .string(zone)]
        let flagged: JSONValue = [
            "flag": [
                "flagStatus": "flagged", "startDateTime": start,
                "dueDateTime": ["dateTime": "2026-01-21T09:00:00Z", "timeZone": "UTC"],
            ]
        ]
        #expect(try await rig.ask("PATCH", path, flagged).status == 200)
        #expect(
            try await rig.ask("GET", path).json["flag"] == [
                "flagStatus": "flagged",
                "startDateTime": ["dateTime": "2026-01-20T09:00:00.0000000", "timeZone": .string(zone)],
                "dueDateTime": ["dateTime": "2026-01-21T09:00:00.0000000", "timeZone": "UTC"],
            ])
        let done = try await rig.ask("PATCH", path, ["flag": ["flagStatus": "complete"]]).json["flag"]
        let year = rig.sandbox.clock.now.description.prefix(4)
        #expect(done?["completedDateTime"]?["dateTime"]?.stringValue?.hasPrefix(year) == true)
        #expect(done?["dueDateTime"] != nil)
        let none = try await rig.ask("PATCH", path, ["flag": ["flagStatus": "notFlagged"]]).json["flag"]
        #expect(none == ["flagStatus": "notFlagged"])
        let wrong: JSONValue = ["flag": ["startDateTime": ["dateTime": "soon", "timeZone": "UTC"]]]
        #expect(try await rig.ask("PATCH", path, wrong).code == "RequestBodyRead")
    }

    @Test("keeps properties of several values, and shows them when they are asked for")
    func severalValues() async throws {
        let rig = WritingRig()
        let path = "/me/messages/\(try await rig.draft())"
        let id = "StringArray {00020386-0000-0000-C000-000000000046} Name Colours"
        let property: JSONValue = ["id": .string(id), "value": ["red", "blue"]]
        #expect(try await rig.ask("PATCH", path, ["multiValueExtendedProperties": [property]]).status == 200)
        let filter = PercentCoding.encode("multiValueExtendedProperties($filter=id eq '\(id)')")
        let shown = try await rig.ask("GET", "\(path)?$expand=\(filter)")
        #expect(shown.json["multiValueExtendedProperties"] == [property])
        let single: JSONValue = ["id": "String 0x1042", "value": ["x"]]
        let refused = try await rig.ask("PATCH", path, ["multiValueExtendedProperties": [single]])
        #expect(refused.code == "ErrorInvalidExtendedProperty")
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
