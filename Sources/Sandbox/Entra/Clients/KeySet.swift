internal import Cryptography
internal import Domain
internal import JSON

/// The keys of an issuer that an app trusts (RFC 7517).
enum KeySet {
    /// How many keys are looked at: Entra keeps as many (reference sheet §A9).
    private static let limit = 100

    /// Whether one of the RSA keys, the one that the assertion names if it names any, made its signature.
    static func isSigned(_ assertion: Assertion, byOneOf json: String) -> Bool {
        guard let set = try? JSONValue(parsing: Array(json.utf8)), let keys = set["keys"]?.arrayValue else {
            return false
        }
        return keys.prefix(limit).contains { jwk in
            if let wanted = assertion.keyID, let id = jwk["kid"]?.stringValue, id != wanted { return false }
            guard jwk["kty"]?.stringValue == "RSA", let modulus = jwk["n"]?.stringValue.flatMap({ Base64($0)?.bytes }),
                let exponent = jwk["e"]?.stringValue.flatMap({ Base64($0)?.bytes }),
                let key = try? PublicKey.rsa(modulus: modulus, exponent: exponent)
            else { return false }
            return assertion.isSigned(by: key)
        }
    }
}
