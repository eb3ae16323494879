import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("The pages of a sign-in")
struct PagesTests {
    static let path = "/common/oauth2/v2.0/authorize"

    @Test("lead from account over password and consent to a code, and next time straight there")
    func wholeWay() async throws {
        let realm = try Realm()
        let account = await realm.get(Self.path, Realm.request())
        #expect(account.status == 200)
        #expect(account.html.contains("loginfmt"))
        let password = await realm.post(
            "/common/login", ["flow": try account.flow, "action": "account", "loginfmt": "Adele@Contoso.example"])
        #expect(password.html.contains("passwd"))
        let consent = await realm.post(
            "/common/login", ["flow": try password.flow, "action": "password", "passwd": "pass-adele"])
        #expect(consent.html.contains("Read your mail"))
        #expect(consent.html.contains("Maintain access to data you have given it access to"))
        let done = await realm.post("/common/login", ["flow": try consent.flow, "action": "accept"])
        #expect(done.location.hasPrefix("https://app.example/back?code="))
        #expect(done.response.headers["set-cookie"]?.contains("HttpOnly") == true)
        let again = await realm.get(Self.path, Realm.request(), done.cookie)
        #expect(try !again.code.isEmpty)
        let pick = await realm.get(Self.path, Realm.request().with(["prompt": "select_account"]), done.cookie)
        #expect(pick.html.contains("Pick an account"))
        #expect(pick.html.contains(#"value="adele@contoso.example""#))
        let login = await realm.get(
            Self.path, Realm.request().with(["prompt": "login", "login_hint": "adele@contoso.example"]), done.cookie)
        #expect(login.html.contains("passwd"))
        let asked = await realm.get(Self.path, Realm.request().with(["prompt": "consent"]), done.cookie)
        #expect(asked.html.contains("Permissions requested"))
    }

    @Test("can each be sent once, and only with their own id")
    func once() async throws {
        let realm = try Realm()
        let account = await realm.get(Self.path, Realm.request())
        let fields: FormFields = ["flow": try account.flow, "action": "account", "loginfmt": "adele@contoso.example"]
        #expect(await realm.post("/common/login", fields).status == 200)
        #expect(await realm.post("/common/login", fields).status == 400)
        #expect(await realm.post("/common/login", fields.with(["flow": "guess"])).status == 400)
    }

    @Test("do not skip what comes before consent")
    func noSkipping() async throws {
        let realm = try Realm()
        let account = await realm.get(Self.path, Realm.request())
        let skipped = await realm.post("/common/login", ["flow": try account.flow, "action": "accept"])
        #expect(skipped.location.isEmpty)
        let password = await realm.post(
            "/common/login", ["flow": try skipped.flow, "action": "account", "loginfmt": "adele@contoso.example"])
        let factor = await realm.post(
            "/common/login", ["flow": try password.flow, "action": "factor", "otc": "123456"])
        #expect(factor.location.isEmpty && factor.html.contains("passwd"))
    }

    @Test("say what was wrong, and lock after ten wrong passwords")
    func wrong() async throws {
        let realm = try Realm()
        let account = await realm.get(Self.path, Realm.request())
        let unknown = await realm.post(
            "/common/login", ["flow": try account.flow, "action": "account", "loginfmt": "x@contoso.example"])
        #expect(unknown.shown == 50034)
        var page = await realm.post(
            "/common/login", ["flow": try unknown.flow, "action": "account", "loginfmt": "adele@contoso.example"])
        for _ in 0..<10 {
            page = await realm.post("/common/login", ["flow": try page.flow, "action": "password", "passwd": "no"])
            #expect(page.shown == 50126)
        }
        page = await realm.post("/common/login", ["flow": try page.flow, "action": "password", "passwd": "pass-adele"])
        #expect(page.shown == 50053)
    }

    @Test("ask for a second factor where one is needed, and a refresh without one is refused")
    func secondFactor() async throws {
        let realm = try Realm()
        func signIn(_ factor: String?) async throws -> Reply {
            let hinted = Realm.request().with(["login_hint": "adele@contoso.example"])
            let password = await realm.get(Self.path, hinted)
            var page = await realm.post(
                "/common/login", ["flow": try password.flow, "action": "password", "passwd": "pass-adele"])
            if let factor {
                #expect(page.html.contains("otc"))
                page = await realm.post("/common/login", ["flow": try page.flow, "action": "factor", "otc": "000000"])
                #expect(page.shown == 50074)
                page = await realm.post("/common/login", ["flow": try page.flow, "action": "factor", "otc": factor])
            }
            guard page.location.isEmpty else { return page }
            return await realm.post("/common/login", ["flow": try page.flow, "action": "accept"])
        }
        func redeem(_ signedIn: Reply) async throws -> Reply {
            await realm.token([
                "grant_type": "authorization_code", "client_id": Realm.web.description,
                "client_secret": Realm.secret, "redirect_uri": "https://app.example/back",
                "code": try signedIn.code, "code_verifier": Realm.verifier,
            ])
        }
        func refresh(_ tokens: Reply) async throws -> Reply {
            await realm.token([
                "grant_type": "refresh_token", "client_id": Realm.web.description, "client_secret": Realm.secret,
                "refresh_token": try tokens.text("refresh_token"),
            ])
        }
        let weak = try await redeem(try await signIn(nil))
        realm.sandbox.directory.change(person: try realm.adele.id) { $0.needsSecondFactor = true }
        let refused = try await refresh(weak)
        #expect(refused.number == 50076)
        #expect(refused.error == "interaction_required")
        #expect(try RequestedClaims(refused.text("claims"))?.asksForMore == true)
        let strong = try await redeem(try await signIn("123456"))
        #expect(try await refresh(strong).status == 200)
    }

    @Test("satisfy the claims of a policy by a stronger sign-in")
    func claims() async throws {
        let realm = try Realm()
        let claims = #"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#
        realm.sandbox.directory.change(tenant: Realm.contoso) { $0.policies.requiredClaims = claims }
        #expect(await realm.token(try await realm.refreshing()).json?["claims"]?.stringValue == claims)
        let code = try await realm.authorize(Realm.request().with(["claims": claims])).code
        let tokens = await realm.token([
            "grant_type": "authorization_code", "client_id": Realm.web.description, "client_secret": Realm.secret,
            "redirect_uri": "https://app.example/back", "code": code, "code_verifier": Realm.verifier,
        ])
        let refreshed = await realm.token([
            "grant_type": "refresh_token", "client_id": Realm.web.description, "client_secret": Realm.secret,
            "refresh_token": try tokens.text("refresh_token"),
        ])
        #expect(refreshed.status == 200)
    }

    @Test("let an administrator consent for everybody, and nobody else")
    func organization() async throws {
        let realm = try Realm()
        func accept(as name: String) async throws {
            let hinted = Realm.request().with(["login_hint": "\(name)@contoso.example"])
            let password = await realm.get(Self.path, hinted)
            let consent = await realm.post(
                "/common/login", ["flow": try password.flow, "action": "password", "passwd": "pass-\(name)"])
            #expect(consent.html.contains("organization") == (name == "chidi"))
            _ = await realm.post(
                "/common/login", ["flow": try consent.flow, "action": "accept", "organization": "on"])
        }
        func forAll() -> Set<String> {
            realm.sandbox.directory.consents(
                client: Realm.web, tenant: Realm.contoso, person: nil, audience: .graph)
        }
        try await accept(as: "adele")
        #expect(forAll().isEmpty)
        try await accept(as: "chidi")
        #expect(forAll().contains("Mail.Read"))
    }

    @Test("say that an administrator is needed, with a way back to the app")
    func needsAdministrator() async throws {
        let realm = try Realm()
        realm.sandbox.directory.change(tenant: Realm.contoso) { $0.policies.userConsentAllowed = false }
        let password = await realm.get(Self.path, Realm.request().with(["login_hint": "adele@contoso.example"]))
        let page = await realm.post(
            "/common/login", ["flow": try password.flow, "action": "password", "passwd": "pass-adele"])
        #expect(page.shown == 90094)
        let forced = await realm.post("/common/login", ["flow": try page.flow, "action": "accept"])
        #expect(forced.redirected == 90094)
        #expect(forced.field("code") == nil)
    }

    @Test("let nobody in whose account is disabled, nor a shared mailbox")
    func disabled() async throws {
        let realm = try Realm()
        realm.sandbox.directory.change(person: try realm.adele.id) { $0.purpose = .shared }
        let password = await realm.get(Self.path, Realm.request().with(["login_hint": "adele@contoso.example"]))
        let page = await realm.post(
            "/common/login", ["flow": try password.flow, "action": "password", "passwd": "pass-adele"])
        #expect(page.shown == 50057)
    }

    static let hostile = #""><script>alert(1)</script>'&"#

    @Test("hold nothing that was sent, or that an app is called, as HTML")
    func escaped() async throws {
        let realm = try Realm()
        realm.sandbox.directory.change(registration: Realm.web) { $0.displayName = Self.hostile }
        realm.sandbox.directory.change(person: try realm.adele.id) { $0.displayName = Self.hostile }
        let request = Realm.request().with(["state": Self.hostile, "response_mode": "form_post"])
        var pages = [
            await realm.get(Self.path, request.with(["login_hint": Self.hostile])),
            await realm.get(Self.path, request.with(["client_id": Self.hostile])),
            await realm.get(Self.path, request.with(["redirect_uri": Self.hostile])),
            await realm.get("/\(PercentCoding.encode(Self.hostile))/oauth2/v2.0/authorize", request),
            await realm.get("/devicelogin", ["code": Self.hostile]),
            await realm.authorize(request),
            await realm.get(Self.path, request, ["X-Sandbox-User": Self.hostile]),
        ]
        let password = await realm.get(
            Self.path, request.with(["login_hint": "adele@contoso.example", "prompt": "consent"]))
        pages.append(
            await realm.post(
                "/common/login", ["flow": try password.flow, "action": "password", "passwd": "pass-adele"]))
        for page in pages {
            #expect(page.html.contains("<!DOCTYPE html>"))
            #expect(!page.html.contains("<script>alert"))
            #expect(!page.html.contains(#"""><script"#))
            #expect(page.response.headers["content-security-policy"]?.contains("default-src 'none'") == true)
        }
        #expect(pages[7].html.contains("&lt;script&gt;alert(1)"))
    }

    @Test("end a session at the logout, and send the browser nowhere unknown")
    func logout() async throws {
        let realm = try Realm()
        let cookie = try await realm.browse(as: "adele@contoso.example")
        let out = await realm.get(
            "/common/oauth2/v2.0/logout", ["post_logout_redirect_uri": "https://evil.example"], cookie)
        #expect(out.location.isEmpty)
        #expect(await realm.get(Self.path, Realm.request().with(["prompt": "none"]), cookie).redirected == 50058)
        let back = await realm.get(
            "/common/oauth2/v2.0/logout", ["post_logout_redirect_uri": "https://app.example/back"])
        #expect(back.location == "https://app.example/back")
    }
}
