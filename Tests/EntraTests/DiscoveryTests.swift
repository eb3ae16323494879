import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("Discovery")
struct DiscoveryTests {
    @Test(
        "names endpoints and issuer of each authority",
        arguments: [
            ("common", "common", "{tenantid}"), ("organizations", "organizations", "{tenantid}"),
            ("consumers", "consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"),
            ("contoso.example", "10000000-0000-4000-8000-000000000001", "10000000-0000-4000-8000-000000000001"),
            ("Contoso.onmicrosoft.com", "10000000-0000-4000-8000-000000000001", "10000000-0000-4000-8000-000000000001"),
        ])
    func metadata(_ asked: String, _ segment: String, _ issuer: String) async throws {
        let realm = try Realm()
        let document = await realm.get("/\(asked)/v2.0/.well-known/openid-configuration")
        #expect(try document.text("issuer") == "https://login.example/\(issuer)/v2.0")
        #expect(try document.text("token_endpoint") == "https://login.example/\(segment)/oauth2/v2.0/token")
        #expect(try document.text("jwks_uri") == "https://login.example/\(segment)/discovery/v2.0/keys")
        #expect(document.json?["code_challenge_methods_supported"] == nil)
        #expect(document.json?["tenant_region_scope"] != nil)
    }

    @Test("knows no other tenant")
    func unknown() async throws {
        let realm = try Realm()
        let answer = await realm.get("/nowhere.example/v2.0/.well-known/openid-configuration")
        #expect(answer.status == 400)
        #expect(answer.number == 90002)
    }

    @Test("publishes the key that signs")
    func keys() async throws {
        let realm = try Realm()
        let key = await realm.get("/common/discovery/v2.0/keys").json?["keys"]?[0]
        #expect(key?["kty"] == "RSA" && key?["use"] == "sig" && key?["e"] == "AQAB")
        let token = try await realm.token(try await realm.redemption()).text("id_token")
        let header = try JSONValue(
            parsing: try #require(Realm.decoded(String(token.prefix { $0 != "." }))))
        #expect(header["kid"] == key?["kid"] && header["alg"] == "RS256")
    }

    @Test("vouches for its own host and no other")
    func instance() async throws {
        let realm = try Realm()
        let path = "/common/discovery/instance"
        let own = await realm.get(
            path, ["authorization_endpoint": "https://login.example/contoso.example/oauth2/v2.0/authorize"])
        #expect(
            try own.text("tenant_discovery_endpoint")
                == "https://login.example/contoso.example/v2.0/.well-known/openid-configuration")
        let other = await realm.get(path, ["authorization_endpoint": "https://other.example/common/oauth2/authorize"])
        #expect(other.error == "invalid_instance")
    }

    @Test("tells who is signed in to whom has a Graph token")
    func userInfo() async throws {
        let realm = try Realm()
        let token = try await realm.token(try await realm.redemption()).text("access_token")
        let info = await realm.get("/oidc/userinfo", [:], ["Authorization": "Bearer \(token)"])
        #expect(try info.text("email") == "adele@contoso.example")
        #expect(await realm.get("/oidc/userinfo").status == 401)
        let redemption = try await realm.redemption(scope: "https://outlook.office.com/SMTP.Send")
        let outlook = try await realm.token(redemption).text("access_token")
        let refused = await realm.get("/oidc/userinfo", [:], ["Authorization": "Bearer \(outlook)"])
        #expect(refused.json?["error"]?["code"] == "InvalidAuthenticationToken")
    }

    @Test("of a path that leads nowhere finds nothing")
    func nowhere() async throws {
        let realm = try Realm()
        for path in ["", "/", "/common", "/common/oauth2/v2.0", "/%", "/common/oauth2/v2.0/token/x"] {
            #expect(await realm.get(path).status == 404)
        }
    }
}
