import Cryptography
import Domain
import Testing

/// The keys and signatures of RFC 7515, appendices A.2 and A.3.
@Suite("A JOSE signature")
struct SignatureTests {
    static let claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    static let modulus = decoded(
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ"
            + "S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTB"
            + "EMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91"
            + "kzk2PAcDTW9gb54h4FRWyuXpoQ")
    static let exponent: [UInt8] = [1, 0, 1]
    static let x = decoded("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")
    static let y = decoded("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")

    struct Sample: CustomTestStringConvertible, Sendable {
        let algorithm: SignatureAlgorithm
        let message, signature: [UInt8]
        var testDescription: String { algorithm.rawValue }
        func key() throws -> PublicKey {
            switch algorithm {
            case .rs256, .ps256: try .rsa(modulus: modulus, exponent: exponent)
            case .es256: try .p256(x: x, y: y)
            }
        }
    }
    static let samples = [
        Sample(
            algorithm: .rs256, message: Array(("eyJhbGciOiJSUzI1NiJ9." + claims).utf8),
            signature: decoded(
                "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9"
                    + "uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0Gar"
                    + "ZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgG"
                    + "Y9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw")),
        Sample(
            algorithm: .es256, message: Array(("eyJhbGciOiJFUzI1NiJ9." + claims).utf8),
            signature: decoded(
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")),
    ]

    private static func decoded(_ text: String) -> [UInt8] { Base64(text)?.bytes ?? [] }

    @Test("from the RFC is good", arguments: samples)
    func good(_ s: Sample) throws {
        #expect(
            SignatureVerifier.verify(
                algorithm: s.algorithm, key: try s.key(), message: s.message, signature: s.signature))
    }

    @Test("is bad for another message, and once changed, cut or extended", arguments: samples)
    func bad(_ s: Sample) throws {
        let key = try s.key()
        func verifies(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
            SignatureVerifier.verify(algorithm: s.algorithm, key: key, message: message, signature: signature)
        }
        #expect(!verifies(s.message + [0], s.signature))
        #expect(!verifies([], s.signature))
        for position in s.signature.indices {
            var changed = s.signature
            changed[position] ^= 0x10
            #expect(!verifies(s.message, changed))
            #expect(!verifies(s.message, Array(s.signature.prefix(position))))
        }
        #expect(!verifies(s.message, s.signature + [0]))
        #expect(!verifies(s.message, [UInt8](repeating: 0, count: s.signature.count)))
        #expect(!verifies(s.message, [UInt8](repeating: 0xFF, count: s.signature.count)))
    }

    @Test("is bad under a key of another kind")
    func kinds() throws {
        for sample in Self.samples {
            let other: SignatureAlgorithm = sample.algorithm == .rs256 ? .es256 : .rs256
            #expect(
                !SignatureVerifier.verify(
                    algorithm: other, key: try sample.key(), message: sample.message, signature: sample.signature))
        }
    }

    @Test("An RSA key may have leading zeros, but no size out of bounds")
    func rsaBounds() throws {
        _ = try PublicKey.rsa(modulus: [0] + Self.modulus, exponent: [0, 1, 0, 1])
        let short = Array(Self.modulus.dropFirst().drop { $0 == 0 })
        let long = [UInt8](repeating: 0xFF, count: 1_025)
        for (modulus, exponent) in [
            ([], Self.exponent), (short, Self.exponent), (long, Self.exponent), (Self.modulus.dropLast() + [2], [3]),
            (Self.modulus, []), (Self.modulus, [1]), (Self.modulus, [2]), (Self.modulus, [0]),
            (Self.modulus, [UInt8](repeating: 0xFF, count: 9)),
        ] {
            #expect(throws: CryptographyError.self) { try PublicKey.rsa(modulus: modulus, exponent: exponent) }
        }
        _ = try PublicKey.rsa(modulus: Array(long.dropLast()), exponent: Self.exponent)
    }

    @Test("A P-256 key is a point on the curve, in two times 32 bytes")
    func curve() throws {
        var off = Self.y
        off[31] ^= 1
        for (x, y) in [
            (Self.x, off), (Self.x, Array(Self.y.dropLast())), (Self.x + [0], Self.y), ([], []),
            ([UInt8](repeating: 0, count: 32), [UInt8](repeating: 0, count: 32)),
        ] {
            #expect(throws: CryptographyError.self) { try PublicKey.p256(x: x, y: y) }
        }
    }
}
