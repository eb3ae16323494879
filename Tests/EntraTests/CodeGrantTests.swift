import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("A code")
struct CodeGrantTests {
    @Test("becomes tokens of one resource, an identity and a refresh token")
    func redeemed() async throws {
        let realm = try Realm()
        let answer = await realm.token(try await realm.redemption().with(["client_info": "1"]))
        #expect(answer.status == 200)
        #expect(answer.response.headers["cache-control"] == "no-store, no-cache")
        #expect(try answer.text("token_type") == "Bearer")
        #expect(try answer.text("scope") == "Mail.Read")
        let seconds = try #require(answer.json?["expires_in"]?.integerValue)
        #expect((3_600...5_400).contains(seconds))
        let grant = try realm.sandbox.tokens.grant(for: try answer.text("access_token"), at: .graph)
        #expect(grant.permissions == ["Mail.Read"])
        #expect(grant.principal == .person(try realm.adele.id))
        #expect(grant.tenant == Realm.contoso && grant.client == Realm.web && !grant.understandsClaims)
        let info = try #require(Base64(try answer.text("client_info")))
        #expect(try JSONValue(parsing: info.bytes)["utid"]?.stringValue == Realm.contoso.description)
    }

    @Test("gives an id_token that the published key signed, with the claims that were asked for")
    func identity() async throws {
        let realm = try Realm()
        let token = try await realm.token(try await realm.redemption()).text("id_token")
        #expect(try Reply.isSigned(token, by: try Realm.key.get()))
        let claims = try Reply.claims(token)
        #expect(claims["iss"]?.stringValue == "https://login.example/\(Realm.contoso)/v2.0")
        #expect(claims["aud"]?.stringValue == Realm.web.description)
        #expect(claims["nonce"] == "n-1" && claims["ver"] == "2.0")
        #expect(claims["preferred_username"] == "adele@contoso.example" && claims["email"] == "adele@contoso.example")
        #expect(claims["oid"]?.stringValue == (try realm.adele.id.description))
        let bare = try await realm.token(try await realm.redemption(scope: "openid Mail.Read")).text("id_token")
        #expect(try Reply.claims(bare)["oid"] == nil)
        #expect(try Reply.claims(bare)["preferred_username"] == nil)
    }

    struct Refusal: CustomTestStringConvertible {
        let testDescription: String
        var changes: KeyValuePairs<String, String?> = [:]
        var headers: WebHeaders = [:]
        var authority = "common"
        let number: Int64
        var error = "invalid_grant"
        var status = 400
    }

    @Test(
        "is refused",
        arguments: [
            Refusal(
                testDescription: "without a grant type", changes: ["grant_type": nil], number: 900_144,
                error: "invalid_request"),
            Refusal(
                testDescription: "with an unknown grant type", changes: ["grant_type": "password2"], number: 70003,
                error: "unsupported_grant_type"),
            Refusal(
                testDescription: "without a client", changes: ["client_id": nil], number: 900_144,
                error: "invalid_request"),
            Refusal(
                testDescription: "to an unknown client", changes: ["client_id": "a0000000-0000-4000-8000-00000000000f"],
                number: 700_016, error: "unauthorized_client"),
            Refusal(
                testDescription: "to a client that is no id", changes: ["client_id": "web"], number: 700_016,
                error: "unauthorized_client"),
            Refusal(
                testDescription: "without the code", changes: ["code": nil], number: 900_144, error: "invalid_request"),
            Refusal(testDescription: "when it is another", changes: ["code": "1.AXoA"], number: 70000),
            Refusal(
                testDescription: "without its redirect", changes: ["redirect_uri": nil], number: 900_144,
                error: "invalid_request"),
            Refusal(
                testDescription: "with another redirect", changes: ["redirect_uri": "https://app.example/back/"],
                number: 50011),
            Refusal(testDescription: "without its verifier", changes: ["code_verifier": nil], number: 50147),
            Refusal(
                testDescription: "with a wrong verifier",
                changes: ["code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXj"], number: 501_481),
            Refusal(
                testDescription: "with the challenge as verifier",
                changes: ["code_verifier": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"], number: 501_481),
            Refusal(
                testDescription: "without a secret", changes: ["client_secret": nil], number: 7_000_218,
                error: "invalid_client", status: 401),
            Refusal(
                testDescription: "with a wrong secret", changes: ["client_secret": "S~e.c-r_e+t"], number: 7_000_215,
                error: "invalid_client", status: 401),
            Refusal(
                testDescription: "with an expired secret", changes: ["client_secret": "old"], number: 7_000_222,
                error: "invalid_client", status: 401),
            Refusal(testDescription: "in another tenant", authority: "fabrikam.onmicrosoft.com", number: 700_005),
            Refusal(
                testDescription: "in no tenant", authority: "nowhere.example", number: 90002, error: "invalid_request"),
            Refusal(
                testDescription: "for two resources",
                changes: ["scope": "Mail.Read https://outlook.office.com/SMTP.Send"], number: 28000,
                error: "invalid_request"),
            Refusal(
                testDescription: "for an unknown scope", changes: ["scope": "Mail.Reed"], number: 70011,
                error: "invalid_scope"),
            Refusal(
                testDescription: "for an unknown resource", changes: ["scope": "https://other.example/Mail.Read"],
                number: 500_011, error: "invalid_resource"),
            Refusal(
                testDescription: "for .default and a name",
                changes: ["scope": "https://graph.microsoft.com/.default Mail.Read"], number: 70011,
                error: "invalid_scope"),
            Refusal(testDescription: "for what was not consented to", changes: ["scope": "Mail.Send"], number: 65001),
            Refusal(
                testDescription: "for what is not registered", changes: ["scope": "MailboxSettings.Read"],
                number: 650_057, error: "invalid_resource"),
            Refusal(
                testDescription: "with a v1 resource", changes: ["resource": "https://graph.microsoft.com"],
                number: 901_002, error: "invalid_request"),
            Refusal(
                testDescription: "with claims that are no JSON", changes: ["claims": "{"], number: 9_002_313,
                error: "invalid_request"),
            Refusal(
                testDescription: "to a page of another origin", headers: ["Origin": "https://page.example"],
                number: 9_002_326, error: "invalid_request"),
            Refusal(
                testDescription: "with two proofs",
                headers: ["Authorization": "Basic \(Base64(Array("\(Realm.web):x".utf8)).text)"], number: 9_002_313,
                error: "invalid_request"),
        ])
    func refused(_ refusal: Refusal) async throws {
        let realm = try Realm()
        let answer = await realm.token(
            try await realm.redemption().with(refusal.changes), at: refusal.authority, refusal.headers)
        #expect(answer.number == refusal.number)
        #expect(answer.error == refusal.error)
        #expect(answer.status == refusal.status)
    }

    @Test("is good once")
    func once() async throws {
        let realm = try Realm()
        let redemption = try await realm.redemption()
        #expect(await realm.token(redemption).status == 200)
        #expect(await realm.token(redemption).number == 54005)
    }

    @Test("survives a refusal, since nothing was redeemed")
    func notSpentByRefusal() async throws {
        let realm = try Realm()
        let redemption = try await realm.redemption()
        #expect(await realm.token(redemption.with(["code_verifier": nil])).number == 50147)
        #expect(await realm.token(redemption).status == 200)
    }

    @Test("dies after ten minutes")
    func expired() async throws {
        let realm = try Realm()
        let redemption = try await realm.redemption()
        realm.sandbox.clock.advance(bySeconds: 601)
        #expect(await realm.token(redemption).number == 70008)
    }

    @Test("of one app is nothing to another")
    func foreign() async throws {
        let realm = try Realm()
        let redemption = try await realm.redemption().with(["client_id": Realm.service.description])
        #expect(await realm.token(redemption, at: "organizations").number == 70000)
    }

    @Test("is redeemed by a secret in HTTP Basic as well")
    func basic() async throws {
        let realm = try Realm()
        let secret = PercentCoding.encode(Realm.secret)
        let pair = Base64(Array("\(Realm.web):\(secret)".utf8)).text
        let redemption = try await realm.redemption().with(["client_id": nil, "client_secret": nil])
        #expect(await realm.token(redemption, ["Authorization": "Basic \(pair)"]).status == 200)
    }

    @Test("gives no refresh token and no identity to whom did not ask")
    func bare() async throws {
        let realm = try Realm()
        let answer = await realm.token(try await realm.redemption(scope: "Mail.Read"))
        #expect(answer.status == 200)
        #expect(answer.json?["refresh_token"] == nil)
        #expect(answer.json?["id_token"] == nil)
    }

    @Test("authorized for two resources gives a token of each, one by one")
    func twoResources() async throws {
        let realm = try Realm()
        let both = "offline_access https://outlook.office365.com/IMAP.AccessAsUser.All Mail.Send"
        let first = await realm.token(
            try await realm.redemption(scope: both).with([
                "scope": "https://outlook.office365.com/IMAP.AccessAsUser.All offline_access"
            ]))
        #expect(try first.text("scope") == "https://outlook.office365.com/IMAP.AccessAsUser.All")
        #expect(throws: TokenProblem.wrongAudience) {
            try realm.sandbox.tokens.grant(for: try first.text("access_token"), at: .graph)
        }
        let second = await realm.token([
            "grant_type": "refresh_token", "client_id": Realm.web.description, "client_secret": Realm.secret,
            "refresh_token": try first.text("refresh_token"), "scope": "https://graph.microsoft.com/Mail.Send",
        ])
        #expect(try second.text("scope") == "https://graph.microsoft.com/Mail.Send")
        #expect(
            try realm.sandbox.tokens.grant(for: try second.text("access_token"), at: .graph).permissions
                == ["Mail.Send"])
    }

    @Test("that was refused for the person's sake is good once nothing stands in the way")
    func refusedFirst() async throws {
        let realm = try Realm()
        let redemption = try await realm.redemption()
        let adele = try realm.adele.id
        realm.sandbox.directory.change(person: adele) { $0.isDisabled = true }
        #expect(await realm.token(redemption).number == 50057)
        realm.sandbox.directory.change(person: adele) { $0.isDisabled = false }
        #expect(await realm.token(redemption).status == 200)
        #expect(await realm.token(redemption).number == 54005)
    }

    @Test("of a public client comes without a secret, and with one is refused")
    func publicClient() async throws {
        let realm = try Realm()
        let request = Realm.request().with([
            "client_id": Realm.native.description, "redirect_uri": "http://localhost:51234",
        ])
        let answer = await realm.authorize(request)
        #expect(answer.location.hasPrefix("http://localhost:51234/?"))
        let redemption: FormFields = [
            "grant_type": "authorization_code", "client_id": Realm.native.description, "code": try answer.code,
            "redirect_uri": "http://localhost:51234", "code_verifier": Realm.verifier,
        ]
        #expect(await realm.token(redemption.with(["client_secret": "x"])).number == 700_025)
        #expect(await realm.token(redemption).status == 200)
    }

    @Test("of a single-page app needs an Origin, and its refresh token dies after a day")
    func singlePage() async throws {
        let realm = try Realm()
        let request = Realm.request().with([
            "client_id": Realm.page.description, "redirect_uri": "https://page.example/",
        ])
        #expect(
            await realm.authorize(request.with(["code_challenge": nil, "code_challenge_method": nil])).redirected
                == 9_002_325)
        let redemption: FormFields = [
            "grant_type": "authorization_code", "client_id": Realm.page.description,
            "code": try await realm.authorize(request).code, "redirect_uri": "https://page.example/",
            "code_verifier": Realm.verifier,
        ]
        #expect(await realm.token(redemption).number == 9_002_327)
        let origin: WebHeaders = ["Origin": "https://page.example"]
        let answer = await realm.token(redemption, origin)
        #expect(answer.response.headers["access-control-allow-origin"] == "*")
        let refresh: FormFields = [
            "grant_type": "refresh_token", "client_id": Realm.page.description,
            "refresh_token": try answer.text("refresh_token"),
        ]
        realm.sandbox.clock.advance(bySeconds: 80_000)
        let again = await realm.token(refresh, origin)
        realm.sandbox.clock.advance(bySeconds: 10_000)
        let rolled = refresh.with(["refresh_token": try again.text("refresh_token")])
        #expect(await realm.token(rolled, origin).number == 700_084)
    }

    @Test("of a personal account gives tokens that are no JWTs")
    func personal() async throws {
        let realm = try Realm()
        let answer = await realm.token(try await realm.redemption(as: "pat@outlook.example"))
        #expect(try answer.text("access_token").hasPrefix("Ew"))
        #expect(try !answer.text("access_token").contains("."))
        #expect(try Reply.claims(answer.text("id_token"))["tid"]?.stringValue == TenantRecord.personalID.description)
    }

    @Test("of a work account gives a token whose signature nobody else can check")
    func nonce() async throws {
        let realm = try Realm()
        let token = try await realm.token(try await realm.redemption()).text("access_token")
        #expect(token.split(separator: ".").count == 3)
        #expect(try !Reply.isSigned(token, by: try Realm.key.get()))
        var facts = FactSheet()
        facts.set(Facts.tokenNonce, to: false)
        let plain = try Realm(facts)
        let checkable = try await plain.token(try await plain.redemption()).text("access_token")
        #expect(try Reply.isSigned(checkable, by: try Realm.key.get()))
    }

    @Test("with claims that say cp1 gives a token for a day")
    func capable() async throws {
        let realm = try Realm()
        let answer = await realm.token(
            try await realm.redemption().with(["claims": #"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#]))
        #expect((72_000...100_800).contains(answer.json?["expires_in"]?.integerValue ?? 0))
        #expect(try realm.sandbox.tokens.grant(for: try answer.text("access_token"), at: .graph).understandsClaims)
    }
}
