internal import Cryptography
internal import Domain
package import JSON

/// Signs JWTs by ES256, for tests only: the private key is 1 (or 2, for a stranger's), and so is the secret nonce, which
/// reduces the curve to two sums. Nobody could forge less carefully, and every verifier has to accept it.
///
/// With nonce 1, r is the x of P-256's base point G, and s is hash + r · key, modulo the order n (FIPS 186-4, section 6.4).
package struct TokenSigner: Sendable {
    package let keyID: String
    private let key: Int
    private let x: String
    private let y: String

    /// The provider's own: its public key is G.
    package static let own = TokenSigner(
        keyID: "k1", key: 1, x: "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296",
        y: "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5")
    /// Somebody else's: 2G.
    package static let foreign = TokenSigner(
        keyID: "k1", key: 2, x: "7CF27B188D034F7E8A52380304B51AC3C08969E277F21B35A60B48FC47669978",
        y: "07775510DB8ED040293D9AC69F7430DBBA7DADE63CE982299E04B79D227873D1")

    /// The same key under another name.
    package func named(_ keyID: String) -> TokenSigner { TokenSigner(keyID: keyID, key: key, x: x, y: y) }

    private init(keyID: String, key: Int, x: String, y: String) {
        self.keyID = keyID
        self.key = key
        self.x = x
        self.y = y
    }

    package var jwk: JSONValue {
        .object([
            "kty": .string("EC"), "use": .string("sig"), "alg": .string("ES256"), "kid": .string(keyID),
            "crv": .string("P-256"), "x": .string(Base64(UInt256(x).bytes).urlText),
            "y": .string(Base64(UInt256(y).bytes).urlText),
        ])
    }

    /// `header` replaces members of the usual one.
    package func sign(_ claims: JSONValue, header: [String: JSONValue] = [:]) -> String {
        let usual: [String: JSONValue] = [
            "alg": .string("ES256"), "typ": .string("JWT"), "kid": .string(keyID),
        ]
        let text = [JSONValue.object(usual.merging(header) { $1 }), claims]
            .map { Base64((try? JSONWriter.encode($0)) ?? []).urlText }.joined(separator: ".")
        let r = UInt256(Self.own.x)
        var s = UInt256(bytes: SHA256Digest.hash(Array(text.utf8)))
        for _ in 0..<key { s = s.adding(r, modulo: UInt256(Self.order)) }
        return "\(text).\(Base64(r.bytes + s.bytes).urlText)"
    }

    private static let order = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"
}
