import Cryptography
import Testing

@Suite("An RSA key")
struct RSAPrivateKeyTests {
    static let key = Result { try RSAPrivateKey.generate() }
    static let message = Array("a header.some claims".utf8)

    @Test(
        "makes signatures that its public half believes, and no other", arguments: [SignatureAlgorithm.rs256, .ps256])
    func signs(_ algorithm: SignatureAlgorithm) throws {
        let key = try Self.key.get()
        let signature = try SignatureSigner.sign(Self.message, algorithm: algorithm, key: key)
        func verifies(_ algorithm: SignatureAlgorithm, _ message: [UInt8], _ signature: [UInt8]) throws -> Bool {
            SignatureVerifier.verify(
                algorithm: algorithm, key: try key.publicKey, message: message, signature: signature)
        }
        #expect(signature.count == 256)
        #expect(try verifies(algorithm, Self.message, signature))
        #expect(try !verifies(algorithm, Self.message + [0], signature))
        #expect(try !verifies(algorithm == .rs256 ? .ps256 : .rs256, Self.message, signature))
        #expect(try !verifies(.es256, Self.message, signature))
        for position in stride(from: 0, to: 256, by: 17) {
            var changed = signature
            changed[position] ^= 1
            #expect(try !verifies(algorithm, Self.message, changed))
        }
        let other = try RSAPrivateKey.generate()
        #expect(
            try !SignatureVerifier.verify(
                algorithm: algorithm, key: other.publicKey, message: Self.message, signature: signature))
    }

    @Test("signs with nothing but RSA's algorithms")
    func notES256() throws {
        let key = try Self.key.get()
        #expect(throws: CryptographyError.self) {
            try SignatureSigner.sign(Self.message, algorithm: .es256, key: key)
        }
    }

    @Test("publishes the modulus and exponent by which a JWK names it")
    func numbers() throws {
        let key = try Self.key.get()
        let published = try PublicKey.rsa(modulus: key.modulus, exponent: key.exponent)
        let signature = try SignatureSigner.sign(Self.message, algorithm: .rs256, key: key)
        #expect(key.modulus.count == 256)
        #expect(key.exponent == [1, 0, 1])
        #expect(
            SignatureVerifier.verify(
                algorithm: .rs256, key: published, message: Self.message, signature: signature))
    }

    @Test("is the same after a way through PEM")
    func pem() throws {
        let key = try Self.key.get()
        let text = try key.pem
        #expect(text.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(try RSAPrivateKey(pem: text).modulus == key.modulus)
    }

    @Test(
        "is read from nothing else",
        arguments: [
            "", "-----BEGIN PRIVATE KEY-----\n", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            // P-256, of `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`.
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOZYvJ6bP98jolXvV
            pJetE/vxtAhkWYZy+IQ8U4Ktyl6hRANCAAQh55iDZ039l+cF61scMNJUAJsOoY8t
            R3+l2M6hryordhs5dtnir+04TUUHF1ryTcMs5ermKX7o1LzkPQxgQVbn
            -----END PRIVATE KEY-----
            """,
        ])
    func notAKey(_ text: String) {
        #expect(throws: CryptographyError.self) { try RSAPrivateKey(pem: text) }
    }

    @Test("is made in no size that is weak or a waste", arguments: [0, -1, 1_024, 2_047, 16_384])
    func sizes(_ bits: Int) {
        #expect(throws: CryptographyError.self) { try RSAPrivateKey.generate(bits: bits) }
    }
}
