internal import Cryptography
internal import Domain
internal import JSON
internal import Tenant

/// Signs tokens with the key that `keys` publishes.
struct TokenSigner: Sendable {
    private let key: RSAPrivateKey
    /// The key's name, `kid`.
    let keyID: String

    init(_ key: RSAPrivateKey) {
        self.key = key
        keyID = Base64(Array(SHA256Digest.hash(key.modulus).prefix(20))).urlText
    }

    /// A JWT (RFC 7519), RS256. With a nonce, the header that is signed has the nonce's hash in its place, so that
    /// whoever checks the signature of a token that is not theirs sees it fail (reference sheet §A5).
    func token(_ claims: JSONValue, nonce: String? = nil) -> String {
        let body = Self.part(claims)
        let signed =
            Self.part(header(nonce: nonce.map { Base64(SHA256Digest.hash(Array($0.utf8))).urlText })) + "." + body
        return Self.part(header(nonce: nonce)) + "." + body + "." + Base64(signature(of: signed)).urlText
    }

    /// An id_token that nobody may believe: the header says `algorithm`, and the signature is what that calls for: none, or one
    /// by a key that nobody published.
    func forged(_ claims: JSONValue, _ forgery: Forgery) -> String {
        var header = header(nonce: nil)
        if let algorithm = forgery.algorithm { header.set("alg", .string(algorithm)) }
        let signed = Self.part(header) + "." + Self.part(claims)
        if forgery.algorithm?.lowercased() == "none" { return signed + "." }
        guard forgery.isByForeignKey, let stranger = try? RSAPrivateKey.generate() else {
            return signed + "." + Base64(signature(of: signed)).urlText
        }
        return signed + "." + Base64(TokenSigner(stranger).signature(of: signed)).urlText
    }

    /// An RSA key can sign anything: where it cannot, nothing unsigned goes out.
    private func signature(of text: String) -> [UInt8] {
        do throws(CryptographyError) {
            return try SignatureSigner.sign(Array(text.utf8), algorithm: .rs256, key: key)
        } catch {
            preconditionFailure("the key does not sign: \(error)")
        }
    }

    /// The public half as a JWK (RFC 7517).
    var jwk: JSONValue {
        [
            "kty": "RSA", "use": "sig", "kid": .string(keyID), "x5t": .string(keyID),
            "n": .string(Base64(key.modulus).urlText), "e": .string(Base64(key.exponent).urlText),
        ]
    }

    private func header(nonce: String?) -> JSONValue {
        var header: JSONValue = ["typ": "JWT", "alg": "RS256", "kid": .string(keyID)]
        if let nonce {
            header.set("nonce", .string(nonce))
            header.set("x5t", .string(keyID))
        }
        return header
    }

    private static func part(_ value: JSONValue) -> String { Base64(value.bytes).urlText }
}
