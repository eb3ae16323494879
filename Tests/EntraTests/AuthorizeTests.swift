import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("An authorization")
struct AuthorizeTests {
    @Test("comes back with a code, the state as it was, and a session")
    func query() async throws {
        let realm = try Realm()
        let answer = await realm.authorize(Realm.request().with(["client_info": "1"]))
        #expect(answer.status == 302)
        #expect(answer.location.hasPrefix("https://app.example/back?code="))
        #expect(answer.field("state") == "st&\" ate")
        #expect(GUID(try answer.needed("session_state")) != nil)
        #expect(answer.field("client_info") != nil)
        #expect(answer.response.headers["set-cookie"] == nil)
    }

    @Test("comes back in a fragment, or by a form, where that was asked for")
    func modes() async throws {
        let realm = try Realm()
        let fragment = await realm.authorize(Realm.request().with(["response_mode": "fragment"]))
        #expect(fragment.location.hasPrefix("https://app.example/back#code="))
        let form = await realm.authorize(Realm.request().with(["response_mode": "form_post"]))
        #expect(form.status == 200)
        #expect(form.html.contains(#"action="https://app.example/back""#))
        #expect(form.html.contains(#"name="state" value="st&amp;&quot; ate""#))
    }

    @Test(
        "strips HTML from the state",
        arguments: [
            ("a<b>x</b>c", "axc"), ("<", "<"), ("a>b<c", "a>b<c"), ("<<b>>", ">"), ("a<b\n>ä", "aä"), ("<>", ""),
        ])
    func state(_ sent: String, _ expected: String) async throws {
        let request = Realm.request().with(["state": sent])
        #expect(try await Realm().authorize(request).field("state") == expected)
        var facts = FactSheet()
        facts.set(Facts.stateStripped, to: false)
        #expect(try await Realm(facts).authorize(request).field("state") == sent)
    }

    @Test("is refused in the words of a form, with escapes in lower case")
    func words() async throws {
        let words = "error_description=AADSTS65004%3a+"
        #expect(try await Realm().authorize(Realm.request(), answer: "deny").location.contains(words))
        var facts = FactSheet()
        facts.set(Facts.redirectsAsForms, to: false)
        let plain = try await Realm(facts).authorize(Realm.request(), answer: "deny").location
        #expect(plain.contains("error_description=AADSTS65004%3A%20"))
    }

    @Test("takes no other answer of a test's than allow and deny")
    func unknownAnswer() async throws {
        let answer = try await Realm().authorize(Realm.request(), answer: "maybe")
        #expect(answer.status == 400 && answer.location.isEmpty)
        #expect(answer.html.contains("X-Sandbox-Answer is allow or deny"))
    }

    @Test("with an id_token comes back in a fragment, signed")
    func hybrid() async throws {
        let realm = try Realm()
        let answer = await realm.authorize(Realm.request().with(["response_type": "code id_token"]))
        #expect(answer.location.contains("#code="))
        #expect(try Reply.claims(answer.needed("id_token"))["nonce"] == "n-1")
    }

    struct Shown: CustomTestStringConvertible {
        let testDescription: String
        var fields: KeyValuePairs<String, String?> = [:]
        var authority = "common"
        var user = "adele@contoso.example"
        let number: Int
    }

    @Test(
        "is refused on a page, without a redirect,",
        arguments: [
            Shown(testDescription: "in no tenant", authority: "nowhere.example", number: 90002),
            Shown(testDescription: "without a client", fields: ["client_id": nil], number: 900_144),
            Shown(
                testDescription: "for an unknown client", fields: ["client_id": "a0000000-0000-4000-8000-0000000000aa"],
                number: 700_016),
            Shown(testDescription: "without a redirect", fields: ["redirect_uri": nil], number: 900_144),
            Shown(
                testDescription: "to another host", fields: ["redirect_uri": "https://evil.example/back"], number: 50011
            ),
            Shown(
                testDescription: "to a longer path", fields: ["redirect_uri": "https://app.example/back/more"],
                number: 50011),
            Shown(
                testDescription: "to another case", fields: ["redirect_uri": "https://app.example/Back"], number: 50011),
            Shown(
                testDescription: "to another port", fields: ["redirect_uri": "https://app.example:444/back"],
                number: 50011),
            Shown(
                testDescription: "with a fragment", fields: ["redirect_uri": "https://app.example/back#x"],
                number: 50011),
            Shown(
                testDescription: "of a single-tenant app at common", fields: ["client_id": Realm.ours.description],
                number: 50194),
            Shown(
                testDescription: "of a single-tenant app elsewhere", fields: ["client_id": Realm.ours.description],
                authority: Realm.fabrikam.description, number: 700_016),
            Shown(
                testDescription: "of a work app at consumers", fields: ["client_id": Realm.service.description],
                authority: "consumers", number: 9_002_332),
            Shown(
                testDescription: "of a personal app at a tenant", fields: ["client_id": Realm.homely.description],
                authority: Realm.contoso.description, number: 9_002_331),
            Shown(
                testDescription: "of somebody from another tenant", authority: Realm.contoso.description,
                user: "mia@fabrikam.onmicrosoft.com", number: 50020),
            Shown(
                testDescription: "of a personal account at organizations", authority: "organizations",
                user: "pat@outlook.example", number: 500_208),
            Shown(testDescription: "of nobody", user: "nobody@contoso.example", number: 50034),
        ])
    func shown(_ shown: Shown) async throws {
        let realm = try Realm()
        let answer = await realm.authorize(Realm.request().with(shown.fields), as: shown.user, at: shown.authority)
        #expect(answer.shown == shown.number)
        #expect(answer.status == 400)
        #expect(answer.location.isEmpty)
    }

    struct Redirected: CustomTestStringConvertible {
        let testDescription: String
        var fields: KeyValuePairs<String, String?>
        var user = "adele@contoso.example"
        let number: Int
        let error: String
    }

    @Test(
        "is refused by a redirect",
        arguments: [
            Redirected(
                testDescription: "without a response type", fields: ["response_type": nil], number: 900_144,
                error: "invalid_request"),
            Redirected(
                testDescription: "for a bare token", fields: ["response_type": "token"], number: 70005,
                error: "unsupported_response_type"),
            Redirected(
                testDescription: "for an id_token in the query",
                fields: ["response_type": "id_token", "response_mode": "query"], number: 70007, error: "invalid_request"
            ),
            Redirected(
                testDescription: "in an unknown mode", fields: ["response_mode": "web"], number: 70007,
                error: "invalid_request"),
            Redirected(
                testDescription: "for an id_token without a nonce",
                fields: ["response_type": "id_token", "nonce": nil], number: 900_144, error: "invalid_request"),
            Redirected(
                testDescription: "without a scope", fields: ["scope": nil], number: 900_144, error: "invalid_request"),
            Redirected(
                testDescription: "for an unknown scope", fields: ["scope": "Mail.Reed"], number: 70011,
                error: "invalid_scope"),
            Redirected(
                testDescription: "for what the registration does not list", fields: ["scope": "MailboxSettings.Read"],
                number: 650_057, error: "invalid_resource"),
            Redirected(
                testDescription: "with an unknown challenge method", fields: ["code_challenge_method": "S512"],
                number: 501_491, error: "invalid_request"),
            Redirected(
                testDescription: "with a short challenge", fields: ["code_challenge": "abc"], number: 501_491,
                error: "invalid_request"),
            Redirected(
                testDescription: "with a method but no challenge", fields: ["code_challenge": nil], number: 50147,
                error: "invalid_grant"),
            Redirected(
                testDescription: "with v1's prompt", fields: ["prompt": "admin_consent"], number: 90023,
                error: "invalid_request"),
            Redirected(
                testDescription: "for a shared mailbox of a personal account", fields: ["scope": "Mail.Read.Shared"],
                user: "pat@outlook.example", number: 70011, error: "invalid_scope"),
        ])
    func redirected(_ expected: Redirected) async throws {
        let realm = try Realm()
        let answer = await realm.authorize(Realm.request().with(expected.fields), as: expected.user)
        #expect(answer.redirected == expected.number)
        #expect(answer.field("error") == expected.error)
        #expect(answer.field("state") == "st&\" ate")
    }

    @Test("that is declined says so, with a subcode for personal accounts")
    func declined() async throws {
        let realm = try Realm()
        let answer = await realm.authorize(Realm.request(), answer: "deny")
        #expect(answer.field("error") == "access_denied")
        #expect(answer.redirected == 65004)
        #expect(answer.field("error_subcode") == nil)
        let personal = await realm.authorize(Realm.request(), as: "pat@outlook.example", answer: "deny")
        #expect(personal.field("error_subcode") == "cancel")
    }

    @Test("without a prompt needs somebody who is signed in and has consented")
    func silent() async throws {
        let realm = try Realm()
        let path = "/common/oauth2/v2.0/authorize"
        let silent = Realm.request().with(["prompt": "none"])
        let nobody = await realm.get(path, silent)
        #expect(nobody.redirected == 50058)
        #expect(nobody.field("error") == "login_required")
        let cookie = try await realm.browse(as: "adele@contoso.example")
        #expect(try await !realm.get(path, silent, cookie).code.isEmpty)
        let more = await realm.get(path, silent.with(["scope": "openid Mail.Send"]), cookie)
        #expect(more.redirected == 65001)
        #expect(more.field("error") == "consent_required")
        let other = await realm.get(path, silent.with(["login_hint": "bruno@contoso.example"]), cookie)
        #expect(other.redirected == 50058)
    }

    @Test("without a prompt does not choose between two who are signed in")
    func severalAccounts() async throws {
        let realm = try Realm()
        let path = "/common/oauth2/v2.0/authorize"
        let first = try await realm.browse(as: "adele@contoso.example")
        let both = try await realm.browse(as: "bruno@contoso.example", first)
        let silent = Realm.request().with(["prompt": "none"])
        #expect(await realm.get(path, silent, both).redirected == 16000)
        let hinted = silent.with(["login_hint": "bruno@contoso.example"])
        #expect(try await !realm.get(path, hinted, both).code.isEmpty)
        #expect(await realm.get(path, silent, first).redirected == 50058)
    }

    @Test("where only administrators consent is refused, until one has")
    func administrator() async throws {
        let realm = try Realm()
        realm.sandbox.directory.change(tenant: Realm.contoso) { $0.policies.userConsentAllowed = false }
        #expect(await realm.authorize(Realm.request()).redirected == 90094)
        realm.sandbox.directory.consent(
            Consent(client: Realm.web, tenant: Realm.contoso, person: nil, audience: .graph, permission: "Mail.Read"))
        #expect(try await !realm.authorize(Realm.request()).code.isEmpty)
    }

    @Test("is served at the endpoints of the app's audience")
    func audiences() async throws {
        let realm = try Realm()
        let ours = Realm.request().with(["client_id": Realm.ours.description])
        #expect(try await !realm.authorize(ours, at: "contoso.example").code.isEmpty)
        let homely = Realm.request().with(["client_id": Realm.homely.description])
        #expect(try await !realm.authorize(homely, as: "pat@outlook.example", at: "consumers").code.isEmpty)
        var facts = FactSheet()
        facts.set(Facts.audienceChecked, to: false)
        let lenient = try Realm(facts)
        #expect(try await !lenient.authorize(ours).code.isEmpty)
    }
}
