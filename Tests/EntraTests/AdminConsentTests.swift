import Doorway
import Tenant
import Testing

@testable import Entra

@Suite("An administrator's consent")
struct AdminConsentTests {
    static let request: FormFields = [
        "client_id": Realm.service.description, "redirect_uri": "https://service.example/done", "state": "s",
        "scope": "https://graph.microsoft.com/.default",
    ]

    func ask(
        _ realm: Realm, _ path: String = "/organizations/v2.0/adminconsent", _ fields: FormFields = request,
        as user: String = "chidi@contoso.example", _ answer: String = "allow"
    ) async -> Reply {
        await realm.get(path, fields, ["X-Sandbox-User": user, "X-Sandbox-Answer": answer])
    }

    func roles(_ realm: Realm, _ audience: Audience) -> Set<String> {
        realm.sandbox.directory.consents(
            client: Realm.service, tenant: Realm.contoso, person: nil, audience: audience)
    }

    @Test("gives the app what it lists for the resource that was named")
    func granted() async throws {
        let realm = try Realm()
        let answer = await ask(realm)
        #expect(answer.field("admin_consent") == "True")
        #expect(answer.field("tenant") == Realm.contoso.description)
        #expect(answer.field("scope") == "https://graph.microsoft.com/.default")
        #expect(answer.field("state") == "s")
        #expect(roles(realm, .graph).isSuperset(of: ["Mail.ReadWrite", "Mail.Read"]))
        #expect(!roles(realm, .outlook).contains("IMAP.AccessAsApp"))
        _ = await ask(realm, fields: Self.request.with(["scope": "https://ps.outlook.com/.default"]))
        #expect(roles(realm, .outlook).contains("IMAP.AccessAsApp"))
    }

    func ask(_ realm: Realm, fields: FormFields) async -> Reply {
        await ask(realm, "/contoso.example/v2.0/adminconsent", fields)
    }

    @Test("by the legacy path gives all, and names a refusal otherwise")
    func legacy() async throws {
        let realm = try Realm()
        let bare = Self.request.with(["scope": nil])
        let declined = await ask(realm, "/organizations/adminconsent", bare, "deny")
        #expect(declined.field("error") == "permission_denied")
        #expect(roles(realm, .outlook).isEmpty)
        let answer = await ask(realm, "/organizations/adminconsent", bare)
        #expect(answer.field("admin_consent") == "True" && answer.field("scope") == nil)
        #expect(roles(realm, .graph).contains("Mail.ReadWrite") && roles(realm, .outlook).contains("IMAP.AccessAsApp"))
    }

    func ask(_ realm: Realm, _ path: String, _ fields: FormFields, _ answer: String) async -> Reply {
        await ask(realm, path, fields, as: "chidi@contoso.example", answer)
    }

    @Test("is nobody else's to give, and may be withheld")
    func refused() async throws {
        let realm = try Realm()
        let other = await ask(realm, as: "adele@contoso.example")
        #expect(other.redirected == 90094 && other.field("admin_consent") == "True")
        #expect(other.field("tenant") == Realm.contoso.description)
        let legacy = await ask(
            realm, "/organizations/adminconsent", Self.request.with(["scope": nil]), as: "adele@contoso.example")
        #expect(legacy.redirected == 90094 && legacy.field("error") == "permission_denied")
        let declined = await ask(realm, "/organizations/v2.0/adminconsent", Self.request, "deny")
        #expect(declined.field("error") == "consent_required")
        #expect(declined.redirected == 65004)
        #expect(declined.field("tenant") == Realm.contoso.description)
        #expect(roles(realm, .graph).isEmpty)
        #expect(await ask(realm, fields: Self.request.with(["redirect_uri": "https://evil.example"])).shown == 50011)
        #expect(await ask(realm, fields: Self.request.with(["scope": nil])).redirected == 900_144)
    }
}
