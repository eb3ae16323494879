internal import Broker
internal import Cryptography
internal import Domain

extension ClientCertificate {
    /// A chain in PEM has a few thousand bytes, a key of 8192 bits six thousand.
    private static let longest = 65_536

    /// SHA-256 in hexadecimal, as the portal shows it; nil for what is no certificate.
    var thumbprint: String? {
        (try? X509Certificate(pem: certificate)).map { Self.hexadecimal($0.sha256Thumbprint) }
    }

    /// When it ends; throws what is wrong with it, by field.
    func check(at now: Timestamp) throws(BrokerError) -> Timestamp? {
        let field = "clientCertificate.certificate"
        guard certificate.utf8.count <= Self.longest, let own = try? X509Certificate(pem: certificate) else {
            throw .invalid(field: field, reason: "a certificate in PEM, as it was uploaded to the provider")
        }
        let key = try readKey()
        guard own.belongs(to: key) else {
            throw .invalid(field: "clientCertificate.privateKey", reason: "is not the key of this certificate")
        }
        guard let end = own.notAfter.map(Timestamp.init(secondsSince1970:)) else { return nil }
        guard end > now else { throw .invalid(field: field, reason: "the certificate ended on \(end)") }
        return end
    }

    private func readKey() throws(BrokerError) -> RSAPrivateKey {
        let key = privateKey.withExposed { pem in pem.utf8.count <= Self.longest ? try? RSAPrivateKey(pem: pem) : nil }
        guard let key else {
            throw .invalid(
                field: "clientCertificate.privateKey",
                reason: "an RSA key of 2048 to 8192 bits in PEM, PKCS #8 or PKCS #1, not encrypted")
        }
        return key
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
