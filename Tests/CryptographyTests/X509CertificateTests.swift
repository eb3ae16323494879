import Cryptography
import Testing

@Suite("A certificate")
struct X509CertificateTests {
    /// 2026-11-22T23:00:00Z.
    static let now: Int64 = 1_795_388_400
    static let made = Result {
        let authority = try CertificateAuthority.make(name: "Test authority", now: now)
        let key = try RSAPrivateKey.generate()
        let server = try authority.issue(to: ["localhost", "mail.example", "127.0.0.1", "::1"], key: key, now: now)
        return (authority: authority, key: key, server: server)
    }

    @Test("is read from PEM and from DER, and is the same")
    func reading() throws {
        let certificate = try Self.made.get().server
        #expect(try X509Certificate(pem: certificate.pem).der == certificate.der)
        #expect(try X509Certificate(der: certificate.der).der == certificate.der)
        #expect(try X509Certificate(pem: "something before\n" + certificate.pem + "and behind").der == certificate.der)
    }

    @Test("is not read from half of one, or with something behind")
    func garbage() throws {
        let der = try Self.made.get().server.der
        for count in stride(from: 0, to: der.count, by: 31) {
            #expect(throws: CryptographyError.self) { try X509Certificate(der: Array(der.prefix(count))) }
        }
        #expect(throws: CryptographyError.self) { try X509Certificate(der: der + [0]) }
        for text in ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            #expect(throws: CryptographyError.self) { try X509Certificate(pem: text) }
        }
    }

    @Test("is named by the digests that libcrypto's own tool prints")
    func thumbprints() throws {
        let certificate = try X509Certificate(pem: Self.sample)
        #expect(certificate.sha1Thumbprint == hex(Self.sampleSHA1))
        #expect(certificate.sha256Thumbprint == hex(Self.sampleSHA256))
        #expect(certificate.notBefore == Self.sampleNotBefore)
        #expect(certificate.notAfter == Self.sampleNotAfter)
        #expect(try certificate.publicKey.algorithm == .es256)
    }

    @Test("gives the key that checks its owner's signatures")
    func key() throws {
        let (_, key, server) = try Self.made.get()
        let signature = try SignatureSigner.sign([1, 2, 3], algorithm: .ps256, key: key)
        #expect(
            try SignatureVerifier.verify(
                algorithm: .ps256, key: server.publicKey, message: [1, 2, 3], signature: signature))
    }

    @Test("of a server is signed by its authority, belongs to its key and lives no longer than clients accept")
    func issued() throws {
        let (authority, key, server) = try Self.made.get()
        #expect(server.isSigned(by: authority.certificate))
        #expect(authority.certificate.isSigned(by: authority.certificate))
        #expect(!authority.certificate.isSigned(by: server))
        #expect(server.belongs(to: key))
        #expect(!server.belongs(to: authority.key))
        let (from, until) = (try #require(server.notBefore), try #require(server.notAfter))
        #expect(from <= Self.now && until - from == 397 * 86_400)
    }

    @Test(
        "covers its names and addresses and nothing else",
        arguments: [
            ("localhost", true), ("LOCALHOST", true), ("mail.example", true), ("127.0.0.1", true), ("::1", true),
            ("0:0:0:0:0:0:0:1", true), ("other.example", false), ("x.mail.example", false), ("127.0.0.2", false),
            ("", false),
        ])
    func covers(_ host: String, _ isCovered: Bool) throws {
        #expect(try Self.made.get().server.covers(host) == isCovered)
    }

    @Test(
        "is not made for names that would smuggle something in",
        arguments: [
            [], [""], ["a,DNS:b"], ["a b"], ["*.example"], ["münchen.example"], [String(repeating: "a", count: 254)],
            Array(repeating: "a.example", count: 65),
        ])
    func badNames(_ hosts: [String]) throws {
        let (authority, key, _) = try Self.made.get()
        #expect(throws: CryptographyError.self) { try authority.issue(to: hosts, key: key, now: Self.now) }
    }

    @Test("is not made to live for longer", arguments: [0, 398])
    func badDays(_ days: Int) throws {
        let (authority, key, _) = try Self.made.get()
        #expect(throws: CryptographyError.self) {
            try authority.issue(to: ["localhost"], key: key, now: Self.now, days: days)
        }
    }
}
