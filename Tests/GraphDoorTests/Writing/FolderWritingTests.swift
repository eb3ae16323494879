import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("A folder that is changed through Graph")
struct FolderWritingTests {
    private func make(_ rig: WritingRig, _ name: String, in parent: String = "") async throws -> WritingReply {
        try await rig.ask("POST", "/me/mailFolders" + parent, ["displayName": .string(name)])
    }

    @Test("is made once")
    func create() async throws {
        let rig = WritingRig()
        let reply = try await make(rig, "Clients")
        #expect(reply.status == 201)
        #expect(reply.json["displayName"] == "Clients")
        #expect(reply.json["totalItemCount"] == 0)
        let again = try await make(rig, "clients")
        #expect(again.status == 409)
        #expect(again.code == "ErrorFolderExists")
        #expect(try await make(rig, "Clients", in: "/\(reply.id)/childFolders").status == 201)
    }

    @Test("is renamed, moved, copied, and deleted softly and for good")
    func life() async throws {
        let rig = WritingRig()
        let id = try await make(rig, "Life").id
        #expect(
            try await rig.ask("PATCH", "/me/mailFolders/\(id)", ["displayName": "Lives"]).json["displayName"] == "Lives"
        )
        let moved = try await rig.ask("POST", "/me/mailFolders/\(id)/move", ["destinationId": "inbox"])
        #expect(moved.status == 200)
        #expect(moved.id == id)
        let copy = try await rig.ask("POST", "/me/mailFolders/\(id)/copy", ["destinationId": "msgfolderroot"])
        #expect(copy.status == 200)
        #expect(copy.id != id)
        #expect(try await rig.ask("DELETE", "/me/mailFolders/\(id)").status == 204)
        #expect(try await rig.ask("PATCH", "/me/mailFolders/\(id)", ["displayName": "Binned"]).status == 200)
        #expect(try await rig.ask("POST", "/me/mailFolders/\(copy.id)/permanentDelete").status == 204)
        #expect(try await rig.ask("PATCH", "/me/mailFolders/\(copy.id)", ["displayName": "x"]).status == 404)
    }

    @Test(
        "that is a default one stays",
        arguments: [
            ("DELETE", "", nil as JSONValue?, "ErrorDeleteDistinguishedFolder"),
            ("POST", "/move", ["destinationId": "archive"], "ErrorMoveDistinguishedFolder"),
            ("POST", "/permanentDelete", nil, "ErrorDeleteDistinguishedFolder"),
            ("PATCH", "", ["displayName": "x"], "ErrorInvalidPropertySet"),
        ] as [(String, String, JSONValue?, String)])
    func defaults(_ method: String, _ action: String, _ body: JSONValue?, _ code: String) async throws {
        let reply = try await WritingRig().ask(method, "/me/mailFolders/inbox\(action)", body)
        #expect(reply.status == 400)
        #expect(reply.code == code)
    }

    @Test("needs a name, and only properties that folders have")
    func refusals() async throws {
        let rig = WritingRig()
        #expect(try await rig.ask("POST", "/me/mailFolders", [:]).code == "ErrorRequiredPropertyMissing")
        #expect(try await rig.ask("POST", "/me/mailFolders", ["name": "x"]).code == "RequestBodyRead")
    }

    @Test("cannot go into itself")
    func loop() async throws {
        let rig = WritingRig()
        let id = try await make(rig, "Outer").id
        let inner = try await make(rig, "Inner", in: "/\(id)/childFolders").id
        let reply = try await rig.ask("POST", "/me/mailFolders/\(id)/move", ["destinationId": .string(inner)])
        #expect(reply.code == "ErrorMoveCopyFailed")
    }
}
