import Broker
import Cryptography
import Domain
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("An app proves to its provider that it is itself")
struct ClientProofTests {
    static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3b3JrbG9hZCJ9.c2lnbmF0dXJl"
    static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    static func registration(_ change: (inout AppRegistration) throws -> Void) rethrows -> AppRegistration {
        var registration = Desk.outlook
        registration.clientSecret = nil
        registration.authority = "contoso.onmicrosoft.com"
        try change(&registration)
        return registration
    }

    /// The header and the claims of an assertion.
    static func parts(_ assertion: String) throws -> (header: JSONValue, claims: JSONValue) {
        let parts = assertion.split(separator: ".")
        func part(_ index: Int) throws -> JSONValue {
            try JSONValue(parsing: try #require(Base64(String(parts[index]))).bytes)
        }
        return (try part(0), try part(1))
    }

    @Test(
        "by a certificate, with an assertion for this one request, signed by the key, and never with a secret",
        arguments: [ClientCertificate.Algorithm?.none, .ps256, .rs256])
    func certificate(_ algorithm: ClientCertificate.Algorithm?) async throws {
        let desk = Desk()
        let certificate = try Certificates.client(algorithm: algorithm)
        let registration = Self.registration { $0.clientCertificate = certificate }
        let account = try await desk.signIn(registration).account
        desk.clock.advance(seconds: 3_600)
        _ = try await desk.token(account)
        let own = try Certificates.certificate()
        let assertions = desk.provider.tokenRequests.compactMap { $0["client_assertion"] }
        #expect(assertions.count == 2)
        var ids: Set<String> = []
        for (index, assertion) in assertions.enumerated() {
            let (header, claims) = try Self.parts(assertion)
            #expect(header["alg"] == .string(algorithm?.rawValue ?? "PS256"))
            #expect(header["typ"] == "JWT")
            #expect(
                header["x5t#S256"]
                    == .string(Base64(try X509Certificate(pem: certificate.certificate).sha256Thumbprint).urlText))
            #expect((header["x5t"] != nil) == (algorithm == .rs256))
            #expect(claims["iss"] == "client")
            #expect(claims["sub"] == "client")
            #expect(
                claims["aud"] == "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token")
            let sentAt = Certificates.now + (index == 0 ? 0 : 3_600)
            #expect(claims["exp"] == .integer(sentAt + 600))
            #expect(claims["nbf"]?.integerValue.map { $0 <= sentAt && $0 > sentAt - 300 } == true)
            ids.insert(try #require(claims["jti"]?.stringValue))
            let dot = try #require(assertion.lastIndex(of: "."))
            #expect(
                SignatureVerifier.verify(
                    algorithm: algorithm == .rs256 ? .rs256 : .ps256, key: try own.publicKey,
                    message: Array(assertion[..<dot].utf8),
                    signature: try #require(Base64(String(assertion[assertion.index(after: dot)...]))).bytes))
        }
        #expect(ids.count == 2)
        #expect(desk.provider.tokenRequests.allSatisfy { $0["client_assertion_type"] == Self.assertionType })
        #expect(desk.provider.tokenRequests.allSatisfy { $0["client_secret"] == nil && $0["client_id"] == "client" })
    }

    @Test("by somebody else's assertion, which is read anew for each request, without the white space around it")
    func assertion() async throws {
        let shelf = AssertionShelf(["workload": "\n \(Self.jwt)\r\n"])
        let desk = Desk(assertions: shelf)
        let account = try await desk.signIn(Self.registration { $0.clientAssertion = "workload" }).account
        shelf.put(.success(Self.jwt + "2"), as: "workload")
        desk.clock.advance(seconds: 3_600)
        _ = try await desk.token(account)
        #expect(desk.provider.tokenRequests.map { $0["client_assertion"] } == [Self.jwt, Self.jwt + "2"])
        #expect(desk.provider.tokenRequests.allSatisfy { $0["client_assertion_type"] == Self.assertionType })
        #expect(desk.provider.tokenRequests.allSatisfy { $0["client_secret"] == nil })
    }

    @Test(
        "or is misconfigured, with the name of the file and what is wrong with it, and nothing is sent",
        arguments: [
            ("", "empty"), (" \n", "empty"), ("no.jwt", "three parts"), ("a.b.c.d", "three parts"),
            ("a..c", "three parts"), ("a.b.c d", "three parts"), (String(repeating: "a", count: 16_385), "longer"),
        ])
    func badFile(_ contents: String, _ words: String) async throws {
        let shelf = AssertionShelf(["workload": Self.jwt])
        let desk = Desk(assertions: shelf)
        let account = try await desk.signIn(Self.registration { $0.clientAssertion = "workload" }).account
        shelf.put(.success(contents), as: "workload")
        desk.clock.advance(seconds: 3_600)
        guard case .appMisconfigured(let app, let hint, nil) = await failure(of: { _ = try await desk.token(account) })
        else {
            Issue.record("not misconfigured")
            return
        }
        #expect(hint.contains("workload") && hint.contains(words), "\(hint)")
        #expect(desk.provider.tokenRequests.count == 1)
        #expect(try await desk.service.apps.app(app).failure?.hint == hint)
        // The token was kept: once the file is right, all is well again.
        shelf.put(.success(Self.jwt), as: "workload")
        desk.clock.advance(seconds: 3_600)
        _ = try await desk.token(account)
        #expect(try await desk.service.apps.app(app).failure == nil)
    }

    @Test("by the secret in the way that the provider offers")
    func header() async throws {
        let desk = Desk()
        _ = try await desk.signIn(Desk.oidc)
        #expect(desk.provider.tokenRequests.first?["client_secret"] == nil)
        #expect(
            desk.provider.lastHeaders.contains {
                $0.name == "Authorization"
                    && $0.value.withExposed { $0 }
                        == "Basic \(Base64(Array("client:s3cret~CANARY".utf8)).text)"
            })
    }
}
