import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("Who one is")
struct UserReadingTests {
    @Test("is told with the selected properties")
    func select() async {
        let reply = await ReadingRig().get("/me?$select=id,displayName,mail,userPrincipalName")
        #expect(
            reply.json == [
                "@odata.context":
                    "https://localhost/v1.0/$metadata#users(id,displayName,mail,userPrincipalName)/$entity",
                "id": .string(SeedPeople.adele.description), "displayName": "Adele Vance",
                "mail": "adele@contoso.example", "userPrincipalName": "adele@contoso.example",
            ])
    }

    @Test("may be without a mail address")
    func noMail() async {
        let rig = ReadingRig()
        rig.keep("nomail", .person(SeedPeople.nomail), ["User.Read"])
        let reply = await rig.get("/me", token: "nomail")
        #expect(reply.json["mail"] == .null)
        #expect(reply.json["userPrincipalName"] == "nomail@contoso.example")
        #expect(reply.json["accountEnabled"] == nil)
    }

    @Test("is told by id and by name, and no property is made up")
    func names() async {
        let rig = ReadingRig()
        let one = await rig.get("/users/\(SeedPeople.adele)")
        let other = await rig.get("/users/ADELE@contoso.example")
        #expect(one.json == other.json)
        #expect(one.status == 200)
        #expect(await rig.get("/me?$select=colour").code == "RequestBroker--ParseUri")
    }
}
