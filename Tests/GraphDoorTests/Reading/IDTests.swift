import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("Ids")
struct IDTests {
    private static let immutable = "IdType=\"ImmutableId\""

    @Test("end with a move, unless they are immutable")
    func move() async throws {
        let rig = ReadingRig()
        let regular = try #require(await rig.get("/me/mailFolders/inbox/messages?$top=1").ids.first)
        let lasting = try #require(
            await rig.get("/me/mailFolders/inbox/messages?$top=1", prefer: Self.immutable).ids.first)
        #expect(regular.hasPrefix("AAMk"))
        #expect(lasting.hasPrefix("AAkA"))
        #expect(await rig.get("/me/messages/\(regular)").status == 200)
        try rig.moveNewest(of: .inbox, to: .archive)
        let gone = await rig.get("/me/messages/\(regular)")
        #expect(gone.status == 404)
        #expect(gone.code == "ErrorItemNotFound")
        let there = await rig.get("/me/messages/\(lasting)", prefer: Self.immutable)
        #expect(there.json["id"]?.stringValue == lasting)
        #expect(there.headers["Preference-Applied"] == Self.immutable)
        let archived = await rig.get("/me/mailFolders/archive/messages?$top=1000&$select=id").ids
        #expect(!archived.contains(regular))
        #expect(await rig.get("/me/mailFolders/archive/messages/\(lasting)", prefer: Self.immutable).status == 200)
        #expect(await rig.get("/me/mailFolders/inbox/messages/\(lasting)", prefer: Self.immutable).status == 404)
    }

    @Test("need the preference on every call when they are immutable, unless the fact is turned round")
    func preference() async throws {
        for needed in [true, false] {
            let rig = ReadingRig { $0.set(Facts.immutableIDsNeedPrefer, to: needed) }
            let id = try #require(await rig.get("/me/messages?$top=1", prefer: Self.immutable).ids.first)
            #expect(await rig.get("/me/messages/\(id)").status == (needed ? 400 : 200))
        }
    }

    @Test("can be made to survive moves, and to be regular always")
    func facts() async throws {
        let rig = ReadingRig {
            $0.set(Facts.idsChangeOnMove, to: false)
            $0.set(Facts.immutableIDsHonoured, to: false)
        }
        let id = try #require(await rig.get("/me/mailFolders/inbox/messages?$top=1", prefer: Self.immutable).ids.first)
        #expect(id.hasPrefix("AAMk"))
        try rig.moveNewest(of: .inbox, to: .junkEmail)
        #expect(await rig.get("/me/messages/\(id)").status == 200)
    }

    @Test("that are none are malformed", arguments: ["nonsense", "AAMkAGI2", "inbox", "AQMkADAw%2F", "%20"])
    func malformed(_ id: String) async {
        let reply = await ReadingRig().get("/me/messages/\(id)")
        #expect(reply.status == 400)
        #expect(reply.code == "ErrorInvalidIdMalformed")
        #expect(reply.message == "Id is malformed.")
    }

    @Test("are case-sensitive")
    func letterCase() async throws {
        let rig = ReadingRig()
        let id = try #require(await rig.get("/me/messages?$top=1").ids.first)
        #expect(await rig.get("/me/messages/\(id.lowercased())").code == "ErrorInvalidIdMalformed")
    }

    @Test("of another mailbox are not found")
    func elsewhere() async throws {
        let rig = ReadingRig()
        rig.keep("bruno", .person(SeedPeople.bruno), ["Mail.Read"])
        let id = try #require(await rig.get("/me/messages?$top=1").ids.first)
        let folder = try #require(await rig.get("/me/mailFolders/inbox/childFolders").ids.first)
        #expect(await rig.get("/me/messages/\(id)", token: "bruno").code == "ErrorItemNotFound")
        #expect(await rig.get("/me/mailFolders/\(folder)", token: "bruno").code == "ErrorItemNotFound")
    }

    @Test("that name a folder open no message, and the other way round")
    func kinds() async throws {
        let rig = ReadingRig()
        let message = try #require(await rig.get("/me/messages?$top=1").ids.first)
        let folder = try #require(await rig.get("/me/mailFolders?$top=1").ids.first)
        #expect(await rig.get("/me/messages/\(folder)").code == "ErrorInvalidIdMalformed")
        #expect(await rig.get("/me/mailFolders/\(message)").code == "ErrorInvalidIdMalformed")
    }
}
