import Tenant
import Testing

@testable import Entra

@Suite("A redirect URI")
struct RedirectAddressTests {
    @Test(
        "matches what is registered, but for the port of a loopback host",
        arguments: [
            ("http://localhost:51234", "http://localhost", true), ("http://localhost/", "http://localhost", true),
            ("http://localhost:1/a", "http://localhost/a", true), ("http://localhost:1/A", "http://localhost/a", false),
            ("http://127.0.0.1:9/x", "http://127.0.0.1:8/x", true), ("http://LOCALHOST:9", "http://localhost", true),
            ("http://[::1]:9/x", "http://[::1]:8/x", false), ("https://localhost:9", "https://localhost", false),
            ("https://a.example/x?y=1", "https://a.example/x", false),
            ("http://localhost:1@evil.example", "http://localhost", false),
            ("http://localhost.evil.example", "http://localhost", false),
            ("http://localhost:x", "http://localhost", false),
            ("https://a.example:/x", "https://a.example/x", false),
            ("https://A.example/x", "https://a.example/x", true),
            ("javascript:alert(1)", "http://localhost", false), ("http://localhost#a", "http://localhost", false),
            ("msal1://auth", "msal1://auth", true), ("http://127.0.0.1:9", "http://localhost", false),
        ])
    func matching(_ asked: String, _ registered: String, _ isGood: Bool) {
        let app = Registration(
            clientID: Realm.web, displayName: "", homeTenant: Realm.contoso, audience: .oneTenant,
            redirectURIs: [.init(uri: registered, platform: .native)], delegatedPermissions: [])
        #expect((RedirectAddress.find(asked, in: app, FactSheet()) != nil) == isGood)
    }

    @Test("is compared with its port where the fact says so")
    func withPort() {
        var facts = FactSheet()
        facts.set(Facts.redirectPortIgnored, to: false)
        let app = Registration(
            clientID: Realm.web, displayName: "", homeTenant: Realm.contoso, audience: .oneTenant,
            redirectURIs: [.init(uri: "http://localhost", platform: .native)], delegatedPermissions: [])
        #expect(RedirectAddress.find("http://localhost:5", in: app, facts) == nil)
    }
}

@Suite("A challenge")
struct PKCETests {
    @Test("is met by its verifier alone")
    func met() throws {
        let challenge = try #require(try PKCEChallenge(challenge: Realm.challenge, method: "S256"))
        #expect(challenge.isMet(by: Realm.verifier))
        #expect(!challenge.isMet(by: Realm.challenge))
        #expect(!challenge.isMet(by: ""))
        let plain = try #require(try PKCEChallenge(challenge: Realm.verifier, method: nil))
        #expect(plain.method == .plain && plain.isMet(by: Realm.verifier))
        #expect(!plain.isMet(by: Realm.challenge))
    }
}

@Suite("Scopes")
struct ScopeTests {
    @Test("are parted by resource, whatever their prefix and case")
    func parted() throws {
        let scopes = try ScopeRequest(
            parsing:
                "openid mail.read https://graph.microsoft.com/MAIL.SEND https://outlook.office365.com/imap.accessasuser.all",
            FactSheet(), root: Realm.origin)
        #expect(scopes.identity == [.openid])
        #expect(scopes.resources.map(\.audience) == [.graph, .outlook])
        #expect(scopes.resources.map(\.permissions) == [["Mail.Read", "Mail.Send"], ["IMAP.AccessAsUser.All"]])
        #expect(scopes.resources[1].spelled("SMTP.Send", FactSheet()) == "https://outlook.office365.com/SMTP.Send")
    }

    @Test("with .default of one resource are all that the app lists for it")
    func byDefault() throws {
        let app = Registration(
            clientID: Realm.web, displayName: "", homeTenant: Realm.contoso, audience: .oneTenant, redirectURIs: [],
            delegatedPermissions: ["openid", "Mail.Read", "SMTP.Send"])
        let scopes = try ScopeRequest(parsing: "https://outlook.office.com//.default", FactSheet(), root: Realm.origin)
            .expanded(for: app)
        #expect(scopes.resources.map(\.permissions) == [["SMTP.Send"]])
    }

    @Test("that are too many are refused")
    func tooMany() {
        let text = Array(repeating: "openid", count: 500).joined(separator: " ")
        #expect(throws: Refusal.self) { try ScopeRequest(parsing: text, FactSheet(), root: Realm.origin) }
    }
}
