/// An ECDSA signature on P-256: two numbers of 32 bytes, which JOSE writes side by side (RFC 7518, section 3.4) and libcrypto
/// wants as a DER sequence of two integers (RFC 3279, section 2.2.3).
struct ECDSASignature {
    private let r: ArraySlice<UInt8>
    private let s: ArraySlice<UInt8>

    init?(jose: [UInt8]) {
        guard jose.count == 64 else { return nil }
        r = jose[..<32]
        s = jose[32...]
    }

    var der: [UInt8] { DER.sequence(DER.integer(r), DER.integer(s)) }
}
