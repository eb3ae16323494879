import Cryptography
import Testing

@Suite("AES-256-GCM")
struct AESGCMTests {
    struct Vector: CustomTestStringConvertible, Sendable {
        let name: String
        let key, nonce, associatedData, plaintext, sealed: [UInt8]
        var testDescription: String { name }
    }

    /// The 256-bit cases of "The Galois/Counter Mode of Operation" (McGrew and Viega), appendix B, without the odd nonces.
    static let vectors = [
        Vector(
            name: "13: nothing", key: [UInt8](repeating: 0, count: 32), nonce: [UInt8](repeating: 0, count: 12),
            associatedData: [], plaintext: [], sealed: hex("530f8afbc74536b9a963b4f1c4cb738b")),
        Vector(
            name: "14: one block", key: [UInt8](repeating: 0, count: 32), nonce: [UInt8](repeating: 0, count: 12),
            associatedData: [], plaintext: [UInt8](repeating: 0, count: 16),
            sealed: hex("cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919")),
        Vector(
            name: "16: associated data and a part of a block",
            key: hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
            nonce: hex("cafebabefacedbaddecaf888"),
            associatedData: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
            plaintext: hex(
                """
                d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
                1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
                """),
            sealed: hex(
                """
                522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
                8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
                76fc6ece0f4e1768cddf8853bb2d551b
                """)),
    ]

    @Test("gives the published results, both ways", arguments: vectors)
    func published(_ v: Vector) throws {
        let key = KeyBytes(copying: v.key)
        let sealed = try AESGCM.seal(v.plaintext, key: key, nonce: v.nonce, associatedData: v.associatedData)
        #expect(sealed == v.nonce + v.sealed)
        #expect(try AESGCM.open(sealed, key: key, associatedData: v.associatedData) == v.plaintext)
    }

    @Test("refuses every flipped bit", arguments: vectors)
    func flipped(_ v: Vector) {
        let key = KeyBytes(copying: v.key)
        let sealed = v.nonce + v.sealed
        for position in sealed.indices {
            for bit in 0..<8 {
                var damaged = sealed
                damaged[position] ^= 1 << bit
                #expect(throws: CryptographyError.authenticationFailed) {
                    try AESGCM.open(damaged, key: key, associatedData: v.associatedData)
                }
            }
        }
    }

    @Test("refuses every other length", arguments: vectors)
    func truncated(_ v: Vector) {
        let key = KeyBytes(copying: v.key)
        let sealed = v.nonce + v.sealed
        for count in 0..<sealed.count {
            #expect(throws: CryptographyError.authenticationFailed) {
                try AESGCM.open(Array(sealed.prefix(count)), key: key, associatedData: v.associatedData)
            }
        }
        #expect(throws: CryptographyError.authenticationFailed) {
            try AESGCM.open(sealed + [0], key: key, associatedData: v.associatedData)
        }
    }

    @Test("refuses other associated data and other keys", arguments: vectors)
    func foreign(_ v: Vector) {
        let sealed = v.nonce + v.sealed
        #expect(throws: CryptographyError.authenticationFailed) {
            try AESGCM.open(sealed, key: KeyBytes(copying: v.key), associatedData: v.associatedData + [0])
        }
        #expect(throws: CryptographyError.authenticationFailed) {
            try AESGCM.open(sealed, key: .random(), associatedData: v.associatedData)
        }
    }

    @Test("refuses keys and nonces of other lengths")
    func lengths() {
        for count in [1, 16, 24, 31, 33] {
            #expect(throws: CryptographyError.self) { try AESGCM.seal([1], key: .random(count: count)) }
        }
        for count in [0, 8, 11, 13, 16] {
            #expect(throws: CryptographyError.self) {
                try AESGCM.seal(
                    [1], key: .random(), nonce: [UInt8](repeating: 0, count: count), associatedData: [])
            }
        }
    }

    @Test("seals a key under a key")
    func keys() throws {
        let inner = KeyBytes.random()
        let outer = KeyBytes.random()
        let sealed = try AESGCM.seal(inner, key: outer, associatedData: [7])
        let opened = try AESGCM.openKey(sealed, key: outer, associatedData: [7])
        #expect(opened.withBytes { $0 } == inner.withBytes { $0 })
        #expect(throws: CryptographyError.authenticationFailed) {
            try AESGCM.openKey(sealed, key: outer, associatedData: [8])
        }
        let empty = try AESGCM.seal([], key: outer)
        #expect(throws: CryptographyError.self) { try AESGCM.openKey(empty, key: outer) }
    }

    @Test("takes a new nonce each time")
    func nonces() throws {
        let key = KeyBytes.random()
        let nonces = try (0..<64).map { _ in Array(try AESGCM.seal([1, 2, 3], key: key).prefix(12)) }
        #expect(Set(nonces).count == 64)
    }
}
