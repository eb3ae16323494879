import Domain
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("An attachment that is added through Graph")
struct AttachmentWritingTests {
    @Test(
        "can be of three kinds",
        arguments: [
            ["@odata.type": "#microsoft.graph.fileAttachment", "name": "a.txt", "contentBytes": "aGk="],
            [
                "@odata.type": "#microsoft.graph.itemAttachment", "name": "mail",
                "item": ["@odata.type": "#microsoft.graph.message", "subject": "inner"],
            ],
            [
                "@odata.type": "#microsoft.graph.referenceAttachment", "name": "link",
                "sourceUrl": "https://x.example/f",
            ],
        ] as [JSONValue])
    func kinds(_ body: JSONValue) async throws {
        let rig = WritingRig()
        let id = try await rig.draft()
        let reply = try await rig.ask("POST", "/me/messages/\(id)/attachments", body)
        #expect(reply.status == 201)
        #expect(reply.json["@odata.type"] == body["@odata.type"])
        #expect(rig.newest(.drafts).map { rig.adele.letter(of: $0).attachments.count } == 1)
        #expect(try await rig.ask("DELETE", "/me/messages/\(id)/attachments/\(reply.id)").status == 204)
        #expect(rig.newest(.drafts).map { rig.adele.letter(of: $0).attachments.count } == 0)
        #expect(try await rig.ask("DELETE", "/me/messages/\(id)/attachments/\(reply.id)").status == 404)
    }

    @Test(
        "is refused when it is too large or says nonsense",
        arguments: [
            (["name": "a", "contentBytes": "aGk="], 400, "ErrorRequiredPropertyMissing"),
            (
                ["@odata.type": "#microsoft.graph.fileAttachment", "contentBytes": "aGk="], 400,
                "ErrorRequiredPropertyMissing"
            ),
            (["@odata.type": "#microsoft.graph.fileAttachment", "name": "a"], 400, "ErrorRequiredPropertyMissing"),
            (
                ["@odata.type": "#microsoft.graph.fileAttachment", "name": "a", "contentBytes": "%"], 400,
                "RequestBodyRead"
            ),
            (
                ["@odata.type": "#microsoft.graph.fileAttachment", "name": "a", "contentBytes": "AAAAAAAAAAAAAAAA"],
                413, "ErrorMessageSizeExceeded"
            ),
            (
                ["@odata.type": "#microsoft.graph.fileAttachment", "name": "a", "contentBytes": "aGk=", "bytes": 1],
                400, "RequestBodyRead"
            ),
        ] as [([String: JSONValue], Int, String)])
    func refusal(_ body: [String: JSONValue], _ status: Int, _ code: String) async throws {
        let rig = WritingRig { $0.set(Facts.attachmentCap, to: 12) }
        let id = try await rig.draft()
        let reply = try await rig.ask("POST", "/me/messages/\(id)/attachments", .object(body))
        #expect(reply.status == status)
        #expect(reply.code == code)
    }

    @Test("goes to drafts only")
    func delivered() async throws {
        let rig = WritingRig()
        let body: JSONValue = ["@odata.type": "#microsoft.graph.fileAttachment", "name": "a", "contentBytes": "aGk="]
        #expect(try await rig.ask("POST", "/me/messages/\(try rig.inboxID())/attachments", body).status == 400)
    }
}
