import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A message that goes elsewhere through Graph")
struct MessageMovesTests {
    @Test("has another regular id, and the old one finds nothing")
    func move() async throws {
        let rig = WritingRig()
        let id = try rig.inboxID()
        let reply = try await rig.ask("POST", "/me/messages/\(id)/move", ["destinationId": "archive"])
        #expect(reply.status == 201)
        #expect(reply.json["@odata.type"] == "#microsoft.graph.message")
        #expect(reply.id != id)
        let again = try await rig.ask("PATCH", "/me/messages/\(id)", ["isRead": true])
        #expect(again.status == 404)
        #expect(again.code == "ErrorItemNotFound")
        #expect(try await rig.ask("PATCH", "/me/messages/\(reply.id)", ["isRead": true]).status == 200)
    }

    @Test("keeps its immutable id")
    func immutable() async throws {
        let rig = WritingRig()
        let message = try #require(rig.newest(.inbox))
        let id = ItemID.text(.message(message.number, in: nil), in: SeedPeople.adele)
        let prefer = [("Prefer", "IdType=\"ImmutableId\"")]
        // The service's own model spells the parameter with a capital letter.
        let reply = try await rig.ask("POST", "/me/messages/\(id)/move", ["DestinationId": "archive"], headers: prefer)
        #expect(reply.status == 201)
        #expect(reply.id == id)
    }

    @Test("stays when it is copied")
    func copy() async throws {
        let rig = WritingRig()
        let id = try rig.inboxID()
        let before = (rig.count(.inbox), rig.count(.archive))
        #expect(try await rig.ask("POST", "/me/messages/\(id)/copy", ["destinationId": "archive"]).status == 201)
        #expect((rig.count(.inbox), rig.count(.archive)) == (before.0, before.1 + 1))
    }

    @Test(
        "needs a place to go to",
        arguments: [
            (["destinationId": "nowhere"], 400, "ErrorInvalidIdMalformed"),
            ([:], 400, "ErrorRequiredPropertyMissing"), (["to": "archive"], 400, "RequestBodyRead"),
        ] as [(JSONValue, Int, String)])
    func noPlace(_ body: JSONValue, _ status: Int, _ code: String) async throws {
        let rig = WritingRig()
        let reply = try await rig.ask("POST", "/me/messages/\(try rig.inboxID())/move", body)
        #expect(reply.status == status)
        #expect(reply.code == code)
    }

    @Test("is deleted to where the fact says", arguments: [DeleteDestination.recoverableItems, .deletedItems])
    func delete(_ place: DeleteDestination) async throws {
        let rig = WritingRig { $0.set(Facts.deleteGoesTo, to: place) }
        let before = rig.count(.deletedItems)
        #expect(try await rig.ask("DELETE", "/me/messages/\(try rig.inboxID())").status == 204)
        #expect(rig.count(.deletedItems) - before == (place == .deletedItems ? 1 : 0))
        #expect(rig.count(.recoverableItems) == (place == .deletedItems ? 0 : 1))
    }

    @Test("is gone for good when that is asked")
    func purge() async throws {
        let rig = WritingRig()
        let message = try #require(rig.newest(.inbox))
        #expect(try await rig.ask("POST", "/me/messages/\(rig.id(of: message))/permanentDelete").status == 204)
        #expect(rig.adele.read { $0.message(message.number) } == nil)
    }

    @Test("cannot be deleted twice", arguments: [DeleteMissing.itemNotFound, .cannotDelete])
    func twice(_ missing: DeleteMissing) async throws {
        let rig = WritingRig { $0.set(Facts.deleteMissing, to: missing) }
        let id = try rig.inboxID()
        #expect(try await rig.ask("DELETE", "/me/messages/\(id)").status == 204)
        let reply = try await rig.ask("DELETE", "/me/messages/\(id)")
        #expect(reply.status == 404)
        #expect(reply.code == missing.rawValue)
    }

    @Test("has its ids translated")
    func translate() async throws {
        let rig = WritingRig()
        let message = try #require(rig.newest(.inbox))
        let reply = try await rig.ask(
            "POST", "/me/translateExchangeIds",
            [
                "inputIds": [.string(rig.id(of: message))], "sourceIdType": "restId",
                "targetIdType": "restImmutableEntryId",
            ])
        let immutable = ItemID.text(.message(message.number, in: nil), in: SeedPeople.adele)
        #expect(reply.json["value"]?[0]?["targetId"] == .string(immutable))
    }
}
