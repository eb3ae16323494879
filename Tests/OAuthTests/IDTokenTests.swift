import Broker
import Domain
import JSON
import OAuth
import TestSupport
import Testing

@Suite("An id_token")
struct IDTokenTests {
    static let now = Timestamp(secondsSince1970: 1_000_000)
    static let tenant = FakeProvider.tenant
    static let personal = "9188040d-6c67-4c5b-b112-36a304b66dad"
    static let login = "https://login.microsoftonline.com"

    static let entra: [String: JSONValue] = [
        "iss": .string("\(login)/\(tenant)/v2.0"), "tid": .string(tenant), "oid": "object", "sub": "pairwise",
        "aud": "client", "nonce": "n", "exp": 1_003_600, "nbf": 1_000_000, "preferred_username": "ann@contoso.example",
        "email": "ceo@victim.example", "name": "Ann",
    ]
    static let oidc: [String: JSONValue] = [
        "iss": "https://id.example", "sub": "user", "aud": ["client"], "nonce": "n", "exp": 1_003_600,
        "email": "ann@id.example",
    ]

    static func identity(
        _ claims: [String: JSONValue], authority: String? = "common"
    ) throws(IDTokenFault) -> Identity {
        let token = try IDToken(parsing: TokenSigner.own.sign(.object(claims)))
        let rule = authority.map { IssuerRule.entra(login: login, authority: $0) } ?? .exact("https://id.example")
        return try IDTokenCheck(issuer: rule, clientId: "client", nonce: "n", now: now).identity(of: token)
    }

    @Test("names a person of Entra by tenant and object, and believes no address that a tenant wrote")
    func entraIdentity() throws {
        #expect(
            try Self.identity(Self.entra)
                == Identity(tenant: Self.tenant, subject: "object", username: "ann@contoso.example", name: "Ann"))
        #expect(try Self.identity(Self.entra.merging(["xms_edov": true]) { $1 }).email == "ceo@victim.example")
        let personal: [String: JSONValue] = [
            "tid": .string(Self.personal), "iss": .string("\(Self.login)/\(Self.personal)/v2.0"),
        ]
        #expect(try Self.identity(Self.entra.merging(personal) { $1 }).email == "ceo@victim.example")
    }

    @Test("names a person elsewhere by issuer and subject")
    func oidcIdentity() throws {
        #expect(
            try Self.identity(Self.oidc, authority: nil)
                == Identity(
                    tenant: "https://id.example", subject: "user", username: "ann@id.example", email: "ann@id.example"))
        #expect(try Self.identity(Self.oidc.merging(["email_verified": false]) { $1 }, authority: nil).email == nil)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let changes: [String: JSONValue]
        var authority = "common"
        let fault: IDTokenFault?
        var testDescription: String { name }
    }

    @Test(
        "is believed only when it says all that it must",
        arguments: [
            Case(
                name: "issuer of another tenant", changes: ["iss": .string("\(login)/\(personal)/v2.0")],
                fault: .wrongIssuer),
            Case(
                name: "issuer on another host", changes: ["iss": .string("https://evil.example/\(tenant)/v2.0")],
                fault: .wrongIssuer),
            Case(
                name: "the template itself",
                changes: ["iss": .string("\(login)/{tenantid}/v2.0"), "tid": "{tenantid}"], fault: .wrongIssuer),
            Case(name: "no tenant", changes: ["tid": .null], fault: .wrongIssuer),
            Case(name: "its own tenant", changes: [:], authority: tenant, fault: nil),
            Case(name: "another tenant than the app's", changes: [:], authority: personal, fault: .wrongIssuer),
            Case(name: "a domain's tenant", changes: [:], authority: "contoso.example", fault: nil),
            Case(name: "work account for consumers", changes: [:], authority: "consumers", fault: .wrongIssuer),
            Case(
                name: "personal account for organizations",
                changes: ["tid": .string(personal), "iss": .string("\(login)/\(personal)/v2.0")],
                authority: "organizations",
                fault: .wrongIssuer),
            Case(name: "another app", changes: ["aud": "other"], fault: .wrongAudience),
            Case(name: "two apps without azp", changes: ["aud": ["client", "other"]], fault: .wrongAudience),
            Case(name: "two apps, made for us", changes: ["aud": ["client", "other"], "azp": "client"], fault: nil),
            Case(name: "made for another", changes: ["azp": "other"], fault: .wrongAudience),
            Case(name: "no audience", changes: ["aud": .null], fault: .wrongAudience),
            Case(name: "another sign-in", changes: ["nonce": "m"], fault: .wrongNonce),
            Case(name: "no nonce", changes: ["nonce": .null], fault: .wrongNonce),
            Case(name: "expired within the skew", changes: ["exp": 999_701], fault: nil),
            Case(name: "expired", changes: ["exp": 999_700], fault: .expired),
            Case(name: "no expiry", changes: ["exp": .null], fault: .expired),
            Case(name: "expiry as text", changes: ["exp": "1003600"], fault: .expired),
            Case(name: "from soon", changes: ["nbf": 1_000_300], fault: nil),
            Case(name: "from later", changes: ["nbf": 1_000_301], fault: .notYetValid),
            Case(name: "nobody", changes: ["oid": .null], fault: .noSubject),
        ])
    func claims(_ c: Case) {
        let claims = Self.entra.merging(c.changes) { $1 }.filter { $0.value != .null }
        var fault: IDTokenFault?
        do throws(IDTokenFault) {
            _ = try Self.identity(claims, authority: c.authority)
        } catch {
            fault = error
        }
        #expect(fault == c.fault)
    }

    static func keys(_ members: [JSONValue]) throws -> KeySet {
        try #require(KeySet(parsing: JSONWriter.encode(JSONValue.object(["keys": .array(members)]))))
    }

    @Test("is believed only when a key of the provider signed it")
    func signature() throws {
        let own = try Self.keys([TokenSigner.own.jwk])
        let text = TokenSigner.own.sign(.object(Self.entra))
        #expect(try IDToken(parsing: text).isSigned(byOneOf: own))
        #expect(try !IDToken(parsing: TokenSigner.foreign.sign(.object(Self.entra))).isSigned(byOneOf: own))
        #expect(try !IDToken(parsing: TokenSigner.own.named("k2").sign(.object(Self.entra))).isSigned(byOneOf: own))
        let other = TokenSigner.own.sign(.object(Self.oidc)).split(separator: ".")
        let parts = text.split(separator: ".")
        #expect(try !IDToken(parsing: "\(parts[0]).\(other[1]).\(parts[2])").isSigned(byOneOf: own))
    }

    @Test("is believed by RS256 as well")
    func rsa() throws {
        let token = try IDToken(parsing: RSAFixture.token)
        #expect(try token.isSigned(byOneOf: Self.keys([TokenSigner.own.jwk, RSAFixture.jwk])))
        #expect(try !token.isSigned(byOneOf: Self.keys([TokenSigner.own.named("rsa1").jwk])))
        let check = IDTokenCheck(issuer: .exact("https://id.example"), clientId: "client", nonce: "n", now: Self.now)
        #expect(try check.identity(of: token).subject == "user")
    }

    @Test("may lack a key's name, and the key may be tied to a tenant")
    func keySelection() throws {
        let unnamed = try IDToken(parsing: TokenSigner.own.sign(.object(Self.entra), header: ["kid": .null]))
        #expect(try unnamed.isSigned(byOneOf: Self.keys([TokenSigner.foreign.jwk, TokenSigner.own.jwk])))
        func tied(to issuer: String) throws -> KeySet {
            var members = TokenSigner.own.jwk.objectValue ?? [:]
            members["issuer"] = .string(issuer)
            return try Self.keys([.object(members)])
        }
        #expect(try unnamed.isSigned(byOneOf: tied(to: "\(Self.login)/{tenantid}/v2.0")))
        #expect(try !unnamed.isSigned(byOneOf: tied(to: "\(Self.login)/\(Self.personal)/v2.0")))
    }

    @Test(
        "without a signature that we know is refused",
        arguments: ["none", "None", "HS256", "ES384", "PS256", ""] as [JSONValue] + [.null, 7])
    func algorithm(_ name: JSONValue) {
        #expect(throws: IDTokenFault.unsupportedAlgorithm) {
            try IDToken(parsing: TokenSigner.own.sign(.object(Self.entra), header: ["alg": name]))
        }
    }

    @Test("with an extension that has to be understood is refused")
    func critical() {
        #expect(throws: IDTokenFault.unsupportedAlgorithm) {
            try IDToken(parsing: TokenSigner.own.sign(.object(Self.entra), header: ["crit": ["b64"]]))
        }
    }

    @Test("cut anywhere is malformed or not signed, and never more")
    func truncated() throws {
        let text = TokenSigner.own.sign(.object(Self.oidc))
        let keys = try Self.keys([TokenSigner.own.jwk])
        for count in 0..<text.utf8.count {
            let token = try? IDToken(parsing: String(text.prefix(count)))
            #expect(token?.isSigned(byOneOf: keys) != true)
        }
        #expect(throws: IDTokenFault.malformed) { try IDToken(parsing: String(repeating: "a", count: 65_537)) }
        #expect(throws: IDTokenFault.malformed) { try IDToken(parsing: text + ".") }
    }
}
