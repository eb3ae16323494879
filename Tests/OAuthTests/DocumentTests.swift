import JSON
import OAuth
import TestSupport
import Testing

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
