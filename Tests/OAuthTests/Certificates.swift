import Broker
import Cryptography
import Domain

/// Keys and certificates made once for all tests: an RSA key takes a while.
enum Certificates {
    /// When the tests' clock starts, in Unix seconds.
    static let now: Int64 = 1_795_370_400
    static let key = Result { try RSAPrivateKey.generate() }
    static let otherKey = Result { try RSAPrivateKey.generate() }
    private static let authority = Result { try CertificateAuthority.make(name: "Postern tests", now: now) }

    /// One that lives so many days from the clock's start, or from some days before.
    static func certificate(days: Int = 365, age: Int64 = 0) throws -> X509Certificate {
        try authority.get().issue(to: ["app.example"], key: try key.get(), now: now - age * 86_400, days: days)
    }

    static func client(
        days: Int = 365, algorithm: ClientCertificate.Algorithm? = nil
    ) throws -> ClientCertificate {
        ClientCertificate(
            certificate: try certificate(days: days).pem, privateKey: Credential(try key.get().pem),
            algorithm: algorithm)
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}
