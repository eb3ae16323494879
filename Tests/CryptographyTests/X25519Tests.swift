import Cryptography
import Testing

@Suite("X25519")
struct X25519Tests {
    @Test("gives the results of RFC 7748, section 6.1")
    func published() throws {
        let bob = KeyBytes(copying: hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"))
        let alice = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a")
        let shared = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
        #expect(
            try X25519.publicKey(of: bob) == hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"))
        #expect(try X25519.sharedSecret(of: bob, with: alice).withBytes { $0 } == shared)
    }

    @Test("brings two parties to one secret")
    func agreement() throws {
        let (one, other) = (KeyBytes.random(), KeyBytes.random())
        let left = try X25519.sharedSecret(of: one, with: try X25519.publicKey(of: other))
        let right = try X25519.sharedSecret(of: other, with: try X25519.publicKey(of: one))
        #expect(left.withBytes { $0 } == right.withBytes { $0 })
    }

    @Test("refuses keys of other lengths, and points that make the secret known")
    func refused() {
        #expect(throws: CryptographyError.self) { try X25519.publicKey(of: .random(count: 31)) }
        for point in [[], [UInt8](repeating: 9, count: 33), [UInt8](repeating: 0, count: 32)] {
            #expect(throws: CryptographyError.self) { try X25519.sharedSecret(of: .random(), with: point) }
        }
    }
}
