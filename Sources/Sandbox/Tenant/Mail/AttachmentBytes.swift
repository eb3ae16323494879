/// Bytes that are kept, or that grow from a seed whenever they are read: 150 MB cost nothing until then.
package enum AttachmentBytes: Sendable, Hashable {
    case held([UInt8])
    case grown(seed: UInt64, count: Int)

    package var count: Int {
        switch self {
        case .held(let bytes): bytes.count
        case .grown(_, let count): count
        }
    }

    /// The bytes of a range, which the caller clamped to `0..<count`.
    package func read(_ range: Range<Int>) -> [UInt8] {
        switch self {
        case .held(let bytes): Array(bytes[range])
        case .grown(let seed, _): range.map { Self.grownByte(seed: seed, at: $0) }
        }
    }

    /// One of eight bytes of a word that splitmix64 makes of the seed and the word's place.
    private static func grownByte(seed: UInt64, at offset: Int) -> UInt8 {
        let word = Mixer.mix(seed &+ (UInt64(offset / 8) &- 1) &* Mixer.step)
        return UInt8(truncatingIfNeeded: word >> UInt64(offset % 8 * 8))
    }
}
