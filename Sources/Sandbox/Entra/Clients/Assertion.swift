internal import Cryptography
internal import Domain
internal import JSON

/// A client assertion taken apart, not yet believed (RFC 7523).
package struct Assertion: Sendable {
    let algorithm: SignatureAlgorithm
    /// The thumbprints that the header names its certificate by.
    let sha256Thumbprint: [UInt8]?
    let sha1Thumbprint: [UInt8]?
    let keyID: String?
    let issuer: String
    let subject: String
    let audiences: [String]
    /// Unix seconds.
    let expiresAt: Double
    let notBefore: Double?
    let identifier: String?
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// More than any assertion has, chain of certificates included.
    private static let limit = 64 * 1024

    /// Nil for what is no JWT signed with RSA, or has no `iss`, `sub`, `aud` and `exp`.
    package init?(parsing text: String) {
        guard text.utf8.count <= Self.limit else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64(String(parts[2]))?.bytes,
            let algorithm = header["alg"]?.stringValue.flatMap(SignatureAlgorithm.init), algorithm != .es256,
            let issuer = claims["iss"]?.stringValue, let subject = claims["sub"]?.stringValue,
            let expiresAt = claims["exp"]?.doubleValue, let audiences = Self.texts(claims["aud"])
        else { return nil }
        self.algorithm = algorithm
        sha256Thumbprint = header["x5t#S256"]?.stringValue.flatMap { Base64($0)?.bytes }
        sha1Thumbprint = header["x5t"]?.stringValue.flatMap { Base64($0)?.bytes }
        keyID = header["kid"]?.stringValue
        self.issuer = issuer
        self.subject = subject
        self.audiences = audiences
        self.expiresAt = expiresAt
        notBefore = claims["nbf"]?.doubleValue ?? claims["iat"]?.doubleValue
        identifier = claims["jti"]?.stringValue
        signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
    }

    func isSigned(by key: PublicKey) -> Bool {
        SignatureVerifier.verify(algorithm: algorithm, key: key, message: signed, signature: signature)
    }

    private static func object(_ part: Substring) -> JSONValue? {
        guard let bytes = Base64(String(part))?.bytes, let value = try? JSONValue(parsing: bytes),
            value.objectValue != nil
        else { return nil }
        return value
    }

    /// One text or several.
    private static func texts(_ value: JSONValue?) -> [String]? {
        value?.stringValue.map { [$0] } ?? value?.arrayValue?.compactMap(\.stringValue)
    }
}
