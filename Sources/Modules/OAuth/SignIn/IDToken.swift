internal import Cryptography
internal import Domain
internal import JSON

/// An id_token taken apart, not yet believed (OpenID Connect Core 1.0, section 2; RFC 7515, section 3.1).
package struct IDToken: Sendable {
    let algorithm: SignatureAlgorithm
    let keyID: String?
    let claims: JSONValue
    private let signedText: [UInt8]
    private let signature: [UInt8]

    /// What our providers sign with (their discovery documents, `id_token_signing_alg_values_supported`).
    static let algorithms: Set<SignatureAlgorithm> = [.rs256, .es256]
    /// The longest that is looked at, in bytes; real ones have some two thousand.
    static let maximumLength = 65_536

    package init(parsing text: String) throws(IDTokenFault) {
        guard text.utf8.count <= Self.maximumLength else { throw .malformed }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.object(parts[0]), let claims = Self.object(parts[1]),
            let signature = Base64(String(parts[2]))?.bytes
        else { throw .malformed }
        // An extension that must be understood, and is not (RFC 7515, section 4.1.11).
        guard header["crit"] == nil else { throw .unsupportedAlgorithm }
        // `none` is no algorithm of ours, whatever the rest says.
        guard let name = header["alg"]?.stringValue, let algorithm = SignatureAlgorithm(rawValue: name),
            Self.algorithms.contains(algorithm)
        else { throw .unsupportedAlgorithm }
        self.algorithm = algorithm
        self.keyID = header["kid"]?.stringValue
        self.claims = claims
        self.signature = signature
        signedText = Array("\(parts[0]).\(parts[1])".utf8)
    }

    /// Whether one of the keys signed it and may speak for its issuer.
    package func isSigned(byOneOf keys: KeySet) -> Bool {
        let issuer = claims["iss"]?.stringValue ?? ""
        return keys.candidates(named: keyID, for: algorithm).contains {
            $0.speaks(for: issuer, tenant: claims["tid"]?.stringValue)
                && SignatureVerifier.verify(
                    algorithm: algorithm, key: $0.key, message: signedText, signature: signature)
        }
    }

    private static func object(_ part: Substring) -> JSONValue? {
        guard let bytes = Base64(String(part))?.bytes, let value = try? JSONValue(parsing: bytes),
            value.objectValue != nil
        else { return nil }
        return value
    }
}
