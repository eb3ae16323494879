package import Cryptography
internal import Domain
internal import JSON

/// One key of a provider, from its JWK (RFC 7517).
package struct SigningKey: Sendable {
    package let id: String?
    package let key: PublicKey
    /// Entra marks keys that sign for some tenants only; the text may hold `{tenantid}`.
    package let issuer: String?

    /// Nil for a key that is not meant for signatures or is of a kind that we do not verify.
    init?(_ jwk: JSONValue) {
        guard jwk["use"]?.stringValue ?? "sig" == "sig", let key = Self.key(jwk) else { return nil }
        if let algorithm = jwk["alg"]?.stringValue, algorithm != key.algorithm.rawValue { return nil }
        id = jwk["kid"]?.stringValue
        issuer = jwk["issuer"]?.stringValue
        self.key = key
    }

    /// Whether this key may speak for that issuer.
    func speaks(for issuer: String, tenant: String?) -> Bool {
        guard let own = self.issuer else { return true }
        return own.replacing("{tenantid}", with: tenant ?? "") == issuer
    }

    private static func key(_ jwk: JSONValue) -> PublicKey? {
        switch jwk["kty"]?.stringValue {
        case "RSA":
            guard let modulus = bytes(jwk["n"]), let exponent = bytes(jwk["e"]) else { return nil }
            return try? PublicKey.rsa(modulus: modulus, exponent: exponent)
        case "EC":
            guard jwk["crv"]?.stringValue == "P-256", let x = bytes(jwk["x"]), let y = bytes(jwk["y"]) else {
                return nil
            }
            return try? PublicKey.p256(x: x, y: y)
        default:
            return nil
        }
    }

    private static func bytes(_ value: JSONValue?) -> [UInt8]? { value?.stringValue.flatMap { Base64($0)?.bytes } }
}
