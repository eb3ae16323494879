import Broker
import JSON
import OAuth
import TestSupport
import Testing
import Transport

@Suite("A document of a provider")
struct DocumentTests {
    static let good: [String: JSONValue] = [
        "issuer": "https://id.example", "authorization_endpoint": "https://id.example/a",
        "token_endpoint": "https://id.example/t", "jwks_uri": "https://id.example/k",
    ]

    static func read(_ changes: [String: JSONValue]) throws -> DiscoveryDocument? {
        let members = good.merging(changes) { $1 }
        return DiscoveryDocument(parsing: try JSONWriter.encode(JSONValue.object(members)), for: "https://id.example")
    }

    @Test("for discovery must be the issuer's own and lead to safe places")
    func discovery() throws {
        #expect(try Self.read([:])?.tokenEndpoint == "https://id.example/t")
        for changes: [String: JSONValue] in [
            ["issuer": "https://evil.example"], ["issuer": "https://id.example/"],
            ["token_endpoint": "http://id.example/t"],
            ["jwks_uri": .null], ["authorization_endpoint": "javascript:alert(1)"], ["token_endpoint": 7],
        ] { #expect(try Self.read(changes) == nil) }
    }

    @Test("is fetched once for all who wait, and one who gives up disturbs nobody")
    func cancelledWaiter() async throws {
        let (desk, gate, arrived) = (Desk(), Gate(), Gate())
        desk.provider.behave {
            $0.interceptDocuments = { _ in
                await arrived.open()
                await gate.wait()
                return nil
            }
        }
        let app = try await desk.service.apps.register(Desk.oidc)
        let first = Task { _ = try await desk.begin(app) }
        await arrived.wait()
        let second = Task { _ = try await desk.begin(app) }
        first.cancel()
        // The one who gave up is answered while the provider still thinks.
        #expect(await failure { try await first.value } == .cancelled)
        await gate.open()
        try await second.value
        #expect(desk.provider.documentRequests == 1)
    }

    @Test("whose fetch was stopped is asked for again at once; one that failed is not")
    func stoppedFetch() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.oidc)
        desk.provider.behave { $0.interceptDocuments = { _ throws(TransportError) in throw .cancelled } }
        #expect(await failure { _ = try await desk.begin(app) } == .cancelled)
        desk.provider.behave { $0.interceptDocuments = { _ throws(TransportError) in throw .timedOut } }
        #expect(await failure { _ = try await desk.begin(app) } == .timedOut)
        desk.provider.behave { $0.interceptDocuments = nil }
        #expect(await failure { _ = try await desk.begin(app) } == .timedOut)
        desk.clock.advance(seconds: 5)
        _ = try await desk.begin(app)
        #expect(desk.provider.documentRequests == 3)
    }

    @Test("for discovery says how the secret travels")
    func secretTransport() throws {
        #expect(try Self.read([:])?.secretTransport == .basicHeader)
        let name = "token_endpoint_auth_methods_supported"
        #expect(try Self.read([name: ["client_secret_basic"]])?.secretTransport == .basicHeader)
        #expect(try Self.read([name: ["private_key_jwt", "client_secret_post"]])?.secretTransport == .body)
    }

    @Test("with keys gives those that can be used, and nothing that cannot")
    func keys() throws {
        let own = TokenSigner.own.jwk
        var encryption = own.objectValue ?? [:]
        encryption["use"] = "enc"
        var other = own.objectValue ?? [:]
        other["alg"] = "ES512"
        var offCurve = own.objectValue ?? [:]
        offCurve["y"] = own["x"]
        let members: [JSONValue] = [
            .object(encryption), .object(other), .object(offCurve), ["kty": "oct", "k": "AAAA"], ["kty": "RSA"], 7, own,
            RSAFixture.jwk,
        ]
        let bytes = try JSONWriter.encode(JSONValue.object(["keys": .array(members)]))
        let set = try #require(KeySet(parsing: bytes))
        #expect(set.keys.map(\.id) == ["k1", "rsa1"])
        for count in 0..<bytes.count { #expect(KeySet(parsing: Array(bytes.prefix(count))) == nil) }
    }
}
