internal import Broker
internal import Cryptography
internal import Domain

/// SHA-256 of a secret, in base64url: what is kept of states and codes.
enum Fingerprint {
    static func of(_ secret: Credential) -> String {
        secret.withExposed { Base64(SHA256Digest.hash(Array($0.utf8))).urlText }
    }
}
