import Cryptography

/// How a secret appears in a record.
package enum Redaction {
    /// `sha256:` and the first 16 hexadecimal digits: enough to tell two secrets apart, too few to find one.
    package static func hash(_ secret: String) -> String {
        "sha256:"
            + SHA256Digest.hash(Array(secret.utf8)).prefix(8).map { byte in
                let digits = String(byte, radix: 16)
                return byte < 16 ? "0\(digits)" : digits
            }.joined()
    }
}
