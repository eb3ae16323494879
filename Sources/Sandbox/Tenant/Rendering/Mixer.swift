/// Scatters bytes over 64 bits: for ids, boundaries and the seed, where nobody's secret is at stake.
package enum Mixer {
    /// By which splitmix64 goes on from one number to the next.
    static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// FNV-1a over the bytes, finished by splitmix64.
    package static func hash(_ bytes: some Sequence<UInt8>, salt: UInt64) -> UInt64 {
        var state = 0xcbf2_9ce4_8422_2325 ^ mix(salt)
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return mix(state)
    }

    static func hash(_ text: String, salt: UInt64) -> UInt64 { hash(text.utf8, salt: salt) }

    /// The finisher of splitmix64.
    static func mix(_ value: UInt64) -> UInt64 {
        var word = value &+ step
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// Sixteen hexadecimal digits.
    static func digits(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
