internal import Broker
internal import Cryptography
internal import Domain
internal import JSON

/// An assertion that an app signs for one request by the key of its certificate: `private_key_jwt` (OpenID Connect Core 1.0,
/// section 9; reference sheet, section A9).
struct SignedAssertion {
    /// How long it is good, in seconds: as Microsoft's own libraries have it.
    static let lifetime: Int64 = 600
    /// How far the provider's clock may be behind ours, in seconds.
    static let skew: Int64 = 60

    let clientId: String
    /// Where it is sent to: the token endpoint.
    let audience: String
    /// Never the same twice.
    let id: String
    let now: Timestamp

    /// Throws what is wrong with the certificate or its key.
    func signed(by certificate: ClientCertificate) throws(AssertionFault) -> String {
        let algorithm: SignatureAlgorithm = certificate.algorithm == .rs256 ? .rs256 : .ps256
        do {
            let own = try X509Certificate(pem: certificate.certificate)
            let key = try certificate.privateKey.withExposed { (pem) in try RSAPrivateKey(pem: pem) }
            let parts = try [header(algorithm, own), claims].map { Base64(try JSONWriter.encode($0)).urlText }
            let text = parts.joined(separator: ".")
            let signature = try SignatureSigner.sign(Array(text.utf8), algorithm: algorithm, key: key)
            return "\(text).\(Base64(signature).urlText)"
        } catch {
            throw AssertionFault("the sealed certificate or its key cannot sign: \(error)")
        }
    }

    /// With the older algorithm goes the older thumbprint, too: it is all that some providers know.
    private func header(_ algorithm: SignatureAlgorithm, _ certificate: X509Certificate) -> JSONValue {
        var header: [String: JSONValue] = [
            "alg": .string(algorithm.rawValue), "typ": .string("JWT"),
            "x5t#S256": .string(Base64(certificate.sha256Thumbprint).urlText),
        ]
        if algorithm == .rs256 { header["x5t"] = .string(Base64(certificate.sha1Thumbprint).urlText) }
        return .object(header)
    }

    private var claims: JSONValue {
        .object([
            "iss": .string(clientId), "sub": .string(clientId), "aud": .string(audience), "jti": .string(id),
            "iat": .integer(now.secondsSince1970), "nbf": .integer(now.secondsSince1970 - Self.skew),
            "exp": .integer(now.secondsSince1970 + Self.lifetime),
        ])
    }
}
