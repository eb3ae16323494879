internal import Broker
internal import Cryptography
internal import Domain

/// The pair of RFC 7636, always with S256.
struct PKCE: Codable, Hashable, Sendable {
    let verifier: Credential

    /// 32 random bytes make the 43 characters that section 4.1 recommends.
    init(randomness: any Randomness) { self.init(verifier: Base64(randomness.bytes(32)).urlText) }

    init(verifier: String) { self.verifier = Credential(verifier) }

    var challenge: String { verifier.withExposed { Base64(SHA256Digest.hash(Array($0.utf8))).urlText } }
}
