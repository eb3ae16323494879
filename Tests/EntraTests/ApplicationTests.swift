import Cryptography
import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("An app by itself")
struct ApplicationTests {
    static let request: FormFields = [
        "grant_type": "client_credentials", "client_id": Realm.service.description, "client_secret": Realm.secret,
        "scope": "https://graph.microsoft.com/.default",
    ]

    func consent(_ realm: Realm, _ tenant: GUID = Realm.contoso) {
        for (permission, audience) in [("Mail.ReadWrite", Audience.graph), ("IMAP.AccessAsApp", .outlook)] {
            realm.sandbox.directory.consent(
                Consent(
                    client: Realm.service, tenant: tenant, person: nil, audience: audience, permission: permission))
        }
    }

    @Test("gets its roles at one resource, and no refresh token")
    func roles() async throws {
        let realm = try Realm()
        consent(realm)
        let graph = await realm.token(Self.request, at: "contoso.onmicrosoft.com")
        #expect(graph.json?["expires_in"] == 3599)
        #expect(graph.json?["refresh_token"] == nil && graph.json?["id_token"] == nil)
        let grant = try realm.sandbox.tokens.grant(for: try graph.text("access_token"), at: .graph)
        #expect(grant.permissions == ["Mail.ReadWrite"])
        #expect(grant.principal == .application(client: Realm.service, tenant: Realm.contoso))
        let outlook = await realm.token(
            Self.request.with(["scope": "https://outlook.office365.com/.default"]), at: Realm.contoso.description)
        let other = try realm.sandbox.tokens.grant(for: try outlook.text("access_token"), at: .outlook)
        #expect(other.permissions == ["IMAP.AccessAsApp"])
    }

    @Test("without consent gets a token that opens nothing, and in a foreign tenant none")
    func withoutConsent() async throws {
        let realm = try Realm()
        let answer = await realm.token(Self.request, at: "contoso.example")
        #expect(try realm.sandbox.tokens.grant(for: try answer.text("access_token"), at: .graph).permissions == [])
        #expect(await realm.token(Self.request, at: "fabrikam.onmicrosoft.com").number == 700_016)
        consent(realm, Realm.fabrikam)
        #expect(await realm.token(Self.request, at: "fabrikam.onmicrosoft.com").status == 200)
    }

    struct Refusal: CustomTestStringConvertible {
        let testDescription: String
        var fields: KeyValuePairs<String, String?> = [:]
        var authority = "contoso.example"
        let number: Int64
    }

    @Test(
        "is refused",
        arguments: [
            Refusal(testDescription: "at common", authority: "common", number: 9_001_023),
            Refusal(testDescription: "at organizations", authority: "organizations", number: 50059),
            Refusal(testDescription: "without a secret", fields: ["client_secret": nil], number: 7_000_218),
            Refusal(testDescription: "with a wrong secret", fields: ["client_secret": "x"], number: 7_000_215),
            Refusal(testDescription: "without a scope", fields: ["scope": nil], number: 900_144),
            Refusal(
                testDescription: "for a named scope", fields: ["scope": "https://graph.microsoft.com/Mail.Read"],
                number: 70011),
            Refusal(
                testDescription: "for two resources",
                fields: ["scope": "https://graph.microsoft.com/.default https://outlook.office.com/.default"],
                number: 70011),
            Refusal(
                testDescription: "for an unknown resource", fields: ["scope": "https://other.example/.default"],
                number: 500_011),
            Refusal(
                testDescription: "as a public client", fields: ["client_id": Realm.native.description], number: 700_025),
        ])
    func refused(_ refusal: Refusal) async throws {
        let realm = try Realm()
        #expect(await realm.token(Self.request.with(refusal.fields), at: refusal.authority).number == refusal.number)
    }
}

@Suite("A client's assertion")
struct AssertionTests {
    static let certificate = Result {
        try CertificateAuthority.make(name: "an app", now: 1_700_000_000)
    }

    /// A realm whose service has a certificate, and trusts somebody's tokens.
    func realm(_ facts: FactSheet = FactSheet()) throws -> Realm {
        let realm = try Realm(facts)
        let own = try Self.certificate.get().certificate
        let key = try Realm.key.get()
        let jwk: JSONValue = [
            "keys": [
                [
                    "kty": "RSA", "kid": "k1", "n": .string(Base64(key.modulus).urlText),
                    "e": .string(Base64(key.exponent).urlText),
                ]
            ]
        ]
        let keys = try JSONWriter.text(jwk)
        realm.sandbox.directory.change(registration: Realm.service) { app in
            app.certificates = [own.der]
            app.federatedCredentials = [
                .init(
                    issuer: "https://idp.example", subject: "repo:a", audience: "api://AzureADTokenExchange",
                    keys: keys)
            ]
        }
        return realm
    }

    /// What an assertion says where a case does not say otherwise.
    func claims(_ realm: Realm) -> [String: JSONValue] {
        let now = Int64(realm.sandbox.clock.seconds)
        return [
            "iss": .string(Realm.service.description), "sub": .string(Realm.service.description),
            "aud": "https://login.example/\(Realm.contoso)/oauth2/v2.0/token", "jti": "j-1",
            "nbf": .integer(now), "exp": .integer(now + 600),
        ]
    }

    func header(_ algorithm: SignatureAlgorithm, sha1: Bool = false) throws -> JSONValue {
        let certificate = try Self.certificate.get().certificate
        let thumbprint = Base64(sha1 ? certificate.sha1Thumbprint : certificate.sha256Thumbprint).urlText
        return ["alg": .string(algorithm.rawValue), "typ": "JWT", sha1 ? "x5t" : "x5t#S256": .string(thumbprint)]
    }

    func sign(_ header: JSONValue, _ claims: [String: JSONValue], _ key: RSAPrivateKey) throws -> String {
        let algorithm = header["alg"]?.stringValue.flatMap(SignatureAlgorithm.init) ?? .rs256
        let parts = try [header, .object(claims)].map { Base64(try JSONWriter.encode($0)).urlText }
        let signed = parts.joined(separator: ".")
        let signature = try SignatureSigner.sign(Array(signed.utf8), algorithm: algorithm, key: key)
        return signed + "." + Base64(signature).urlText
    }

    func present(_ realm: Realm, _ assertion: String) async -> Reply {
        await realm.token(
            ApplicationTests.request.with([
                "client_secret": nil, "client_assertion": assertion,
                "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ]), at: Realm.contoso.description)
    }

    @Test(
        "by its certificate opens the door, by either thumbprint and padding",
        arguments: [(SignatureAlgorithm.ps256, false), (.rs256, false), (.rs256, true)])
    func certificate(_ algorithm: SignatureAlgorithm, _ sha1: Bool) async throws {
        let realm = try realm()
        let assertion = try sign(
            try header(algorithm, sha1: sha1), claims(realm), try Self.certificate.get().key)
        #expect(await present(realm, assertion).status == 200)
        // As MSAL does until it expires.
        #expect(await present(realm, assertion).status == 200)
    }

    struct Wrong: CustomTestStringConvertible {
        let testDescription: String
        let claims: [String: JSONValue]
        let number: Int64
    }

    @Test(
        "is refused",
        arguments: [
            Wrong(
                testDescription: "for another audience", claims: ["aud": "https://login.example/x/oauth2/v2.0/token"],
                number: 700_023),
            Wrong(testDescription: "after its time", claims: ["exp": 1_000], number: 700_024),
            Wrong(testDescription: "before its time", claims: ["nbf": 4_000_000_000], number: 700_024),
            Wrong(testDescription: "with a subject of its own", claims: ["sub": "me"], number: 50048),
            Wrong(
                testDescription: "of another client",
                claims: ["iss": .string(Realm.web.description), "sub": .string(Realm.web.description)], number: 700_027),
            Wrong(testDescription: "without an end", claims: ["exp": .null], number: 50027),
        ])
    func refused(_ wrong: Wrong) async throws {
        let realm = try realm()
        let claims = claims(realm).merging(wrong.claims) { $1 }
        let answer = await present(
            realm, try sign(try header(.ps256), claims, try Self.certificate.get().key))
        #expect(answer.number == wrong.number)
        #expect(answer.status == 401)
    }

    @Test("signed by another key, or naming another certificate, is AADSTS700027")
    func foreignKey() async throws {
        let realm = try realm()
        let forged = try sign(try header(.ps256), claims(realm), try Realm.key.get())
        #expect(await present(realm, forged).number == 700_027)
        let renamed: JSONValue = ["alg": "PS256", "x5t#S256": .string(Base64([1, 2, 3]).urlText)]
        let other = try sign(renamed, claims(realm), try Self.certificate.get().key)
        #expect(await present(realm, other).number == 700_027)
        #expect(await present(realm, "a.b.c").number == 50027)
    }

    @Test("is refused the second time where the fact says so")
    func replayed() async throws {
        var facts = FactSheet()
        facts.set(Facts.assertionReplay, to: .refused)
        let realm = try realm(facts)
        let assertion = try sign(try header(.ps256), claims(realm), try Self.certificate.get().key)
        #expect(await present(realm, assertion).status == 200)
        #expect(await present(realm, assertion).number == 50012)
    }

    @Test("of a trusted issuer opens the door, of nobody trusted not")
    func federated() async throws {
        let realm = try realm()
        let theirs: [String: JSONValue] = [
            "iss": "https://idp.example", "sub": "repo:a", "aud": "api://AzureADTokenExchange",
        ]
        let key = try Realm.key.get()
        let header: JSONValue = ["alg": "RS256", "kid": "k1"]
        let good = claims(realm).merging(theirs) { $1 }
        #expect(await present(realm, try sign(header, good, key)).status == 200)
        for (name, value) in [("iss", "https://idp.example/"), ("sub", "repo:b"), ("aud", "api://other")] {
            var claims = good
            claims[name] = .string(value)
            #expect(await present(realm, try sign(header, claims, key)).number == 700_213)
        }
        let forged = try sign(header, good, try Self.certificate.get().key)
        #expect(await present(realm, forged).number == 700_027)
        let otherKey: JSONValue = ["alg": "RS256", "kid": "k2"]
        #expect(await present(realm, try sign(otherKey, good, key)).number == 700_027)
    }
}
