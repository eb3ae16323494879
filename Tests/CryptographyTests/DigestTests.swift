import Cryptography
import Testing

@Suite("Digests and derived keys")
struct DigestTests {
    @Test(
        "SHA-256 gives the results of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func sha256(_ message: String, _ digest: String) {
        #expect(SHA256Digest.hash(Array(message.utf8)) == hex(digest))
        let hasher = SHA256Hasher()
        for byte in message.utf8 { hasher.update([byte]) }
        #expect(hasher.finish() == hex(digest))
    }

    @Test(
        "HMAC-SHA256 gives the results of RFC 4231",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func hmac(_ key: [UInt8], _ message: [UInt8], _ code: String) {
        #expect(HMACSHA256.authenticate(message, key: KeyBytes(copying: key)) == hex(code))
    }

    @Test("HKDF gives the results of RFC 5869")
    func hkdf() throws {
        let first = try HKDFSHA256.derive(
            from: KeyBytes(copying: [UInt8](repeating: 0x0B, count: 22)), salt: Array(0x00...0x0C),
            info: Array(0xF0...0xF9), count: 42)
        #expect(
            first.withBytes { $0 }
                == hex(
                    """
                    3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf
                    34007208d5b887185865
                    """))
        let second = try HKDFSHA256.derive(
            from: KeyBytes(copying: Array(0x00...0x4F)), salt: Array(0x60...0xAF), info: Array(0xB0...0xFF), count: 82)
        #expect(
            second.withBytes { $0 }
                == hex(
                    """
                    b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c
                    59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71
                    cc30c58179ec3e87c14c01d5c1f3434f1d87
                    """))
        let third = try HKDFSHA256.derive(
            from: KeyBytes(copying: [UInt8](repeating: 0x0B, count: 22)), salt: [], info: [], count: 42)
        #expect(
            third.withBytes { $0 }
                == hex(
                    """
                    8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d
                    9d201395faa4b61a96c8
                    """))
    }

    @Test("HKDF refuses lengths that it cannot give", arguments: [0, -1, 8_161])
    func hkdfBounds(_ count: Int) {
        #expect(throws: CryptographyError.self) {
            try HKDFSHA256.derive(from: .random(), salt: [], info: [], count: count)
        }
    }

    @Test(
        "scrypt gives the results of RFC 7914",
        arguments: [
            (
                "", "", UInt64(16), UInt64(1), UInt64(1),
                """
                77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442
                fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
                """
            ),
            (
                "password", "NaCl", 1_024, 8, 16,
                """
                fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
                2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
                """
            ),
            (
                "pleaseletmein", "SodiumChloride", 16_384, 8, 1,
                """
                7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2
                d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
                """
            ),
        ])
    func scrypt(
        _ passphrase: String, _ salt: String, _ cost: UInt64, _ blockSize: UInt64, _ parallelism: UInt64, _ key: String
    ) async throws {
        let parameters = try ScryptParameters(cost: cost, blockSize: blockSize, parallelism: parallelism)
        let derived = try await Scrypt.deriveInBackground(
            passphrase: Array(passphrase.utf8), salt: Array(salt.utf8), parameters: parameters, count: 64)
        #expect(derived.withBytes { $0 } == hex(key))
    }

    @Test(
        "scrypt refuses parameters that are useless or ruinous",
        arguments: [
            (UInt64(0), UInt64(8), UInt64(1)), (1, 8, 1), (3, 8, 1), (1 << 21, 8, 1), (.max, 8, 1), (1 << 17, 0, 1),
            (1 << 17, 9, 1), (1 << 17, 8, 0), (1 << 17, 8, 17),
        ])
    func scryptBounds(_ cost: UInt64, _ blockSize: UInt64, _ parallelism: UInt64) {
        #expect(throws: CryptographyError.self) {
            try ScryptParameters(cost: cost, blockSize: blockSize, parallelism: parallelism)
        }
    }

    @Test("The recommended scrypt cost fits the memory allowed to it")
    func scryptRecommended() throws {
        let key = try Scrypt.derive(passphrase: [1], salt: [2], parameters: .recommended)
        #expect(key.count == 32)
    }

    @Test("Bytes are equal only when all of them are")
    func equality() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEqual([1, 2, 3], [0, 2, 3]))
    }
}
