import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("A device code")
struct DeviceTests {
    static let grant = "urn:ietf:params:oauth:grant-type:device_code"

    func begin(_ realm: Realm, client: GUID = Realm.native, at authority: String = "common") async -> Reply {
        await realm.post(
            "/\(authority)/oauth2/v2.0/devicecode",
            ["client_id": client.description, "scope": "openid offline_access https://outlook.office.com/SMTP.Send"])
    }

    func poll(_ realm: Realm, _ begun: Reply, client: GUID = Realm.native) async throws -> Reply {
        await realm.token([
            "grant_type": Self.grant, "client_id": client.description,
            "device_code": try begun.text("device_code"), "code": try begun.text("device_code"),
        ])
    }

    func answer(
        _ realm: Realm, _ begun: Reply, _ answer: String = "allow", as user: String = "adele@contoso.example"
    ) async throws -> Reply {
        await realm.get(
            "/devicelogin", ["code": try begun.text("user_code").lowercased()],
            ["X-Sandbox-User": user, "X-Sandbox-Answer": answer])
    }

    @Test("waits, slows down, and is good once somebody signed in")
    func approved() async throws {
        let realm = try Realm()
        let begun = await begin(realm)
        #expect(begun.json?["expires_in"] == 900 && begun.json?["interval"] == 5)
        #expect(try begun.text("verification_uri") == "https://login.example/devicelogin")
        #expect(try begun.text("user_code").utf8.count == 9)
        #expect(try await poll(realm, begun).error == "authorization_pending")
        #expect(try await poll(realm, begun).error == "slow_down")
        realm.sandbox.clock.advance(bySeconds: 6)
        #expect(try await poll(realm, begun).error == "slow_down")
        realm.sandbox.clock.advance(bySeconds: 16)
        #expect(try await poll(realm, begun).number == 70016)
        #expect(try await answer(realm, begun).html.contains("You have signed in on your device"))
        let tokens = try await poll(realm, begun)
        #expect(tokens.status == 200)
        #expect(tokens.json?["refresh_token"] != nil && tokens.json?["id_token"] != nil)
        let grant = try realm.sandbox.tokens.grant(for: try tokens.text("access_token"), at: .outlook)
        #expect(grant.permissions == ["SMTP.Send"])
        #expect(try await poll(realm, begun).number == 54005)
        let refreshed = await realm.token([
            "grant_type": "refresh_token", "client_id": Realm.native.description,
            "refresh_token": try tokens.text("refresh_token"),
        ])
        #expect(refreshed.status == 200)
    }

    @Test("is entered on a page, whatever its case and blanks, and then signed in for")
    func page() async throws {
        let realm = try Realm()
        let begun = await begin(realm)
        #expect(await realm.get("/devicelogin").html.contains("otc"))
        #expect(await realm.post("/devicelogin", ["otc": "XXXXXXXXX"]).shown == 70018)
        var code = try begun.text("user_code").lowercased()
        code.insert(" ", at: code.index(code.startIndex, offsetBy: 4))
        let account = await realm.post("/devicelogin", ["otc": code])
        let password = await realm.post(
            "/common/login", ["flow": try account.flow, "action": "account", "loginfmt": "adele@contoso.example"])
        let consent = await realm.post(
            "/common/login", ["flow": try password.flow, "action": "password", "passwd": "pass-adele"])
        #expect(consent.html.contains("Send mail as you by SMTP AUTH"))
        _ = await realm.post("/common/login", ["flow": try consent.flow, "action": "accept"])
        #expect(try await poll(realm, begun).status == 200)
    }

    @Test("that is declined, late, unknown or blocked is refused for good")
    func refused() async throws {
        let realm = try Realm()
        let declined = await begin(realm)
        _ = try await answer(realm, declined, "deny")
        #expect(try await poll(realm, declined).error == "authorization_declined")
        let late = await begin(realm)
        realm.sandbox.clock.advance(bySeconds: 901)
        #expect(try await poll(realm, late).error == "expired_token")
        #expect(try await answer(realm, late).shown == 70018)
        let unknown = await realm.token([
            "grant_type": Self.grant, "client_id": Realm.native.description, "device_code": "x",
        ])
        #expect(unknown.error == "bad_verification_code")
        realm.sandbox.directory.change(tenant: Realm.contoso) { $0.policies.deviceFlowAllowed = false }
        let blocked = await begin(realm)
        #expect(try await answer(realm, blocked).shown == 530_035)
        #expect(try await poll(realm, blocked).number == 530_035)
    }

    @Test("that was refused for the person's sake is good once nothing stands in the way")
    func refusedFirst() async throws {
        let realm = try Realm()
        let begun = await begin(realm)
        _ = try await answer(realm, begun)
        let adele = try realm.adele.id
        realm.sandbox.directory.change(person: adele) { $0.isDisabled = true }
        #expect(try await poll(realm, begun).number == 50057)
        realm.sandbox.directory.change(person: adele) { $0.isDisabled = false }
        #expect(try await poll(realm, begun).status == 200)
        #expect(try await poll(realm, begun).number == 54005)
    }

    @Test("of an app without public flows needs a secret")
    func confidential() async throws {
        let realm = try Realm()
        let begun = await begin(realm, client: Realm.web)
        #expect(try await poll(realm, begun, client: Realm.web).number == 7_000_218)
    }

    @Test("cannot be asked for two resources")
    func twoResources() async throws {
        let realm = try Realm()
        let answer = await realm.post(
            "/common/oauth2/v2.0/devicecode",
            ["client_id": Realm.native.description, "scope": "Mail.Read https://outlook.office.com/SMTP.Send"])
        #expect(answer.number == 28000)
    }

    @Test("of a personal account is entered on another page")
    func personal() async throws {
        let realm = try Realm()
        let begun = await begin(realm, at: "consumers")
        #expect(try begun.text("verification_uri") == "https://login.example/link")
        _ = try await answer(realm, begun, as: "pat@outlook.example")
        #expect(try await poll(realm, begun).text("access_token").hasPrefix("Ew"))
    }
}
