import OAuth
import Synchronization

/// Different bytes at every call, and the same ones in every run.
final class SteadyRandomness: Randomness {
    private let serial = Mutex<UInt64>(0)

    func bytes(_ count: Int) -> [UInt8] {
        let start = serial.withLock { serial in
            serial += 1
            return serial
        }
        // SplitMix64 (Steele, Lea and Flood, 2014): what two calls give has nothing in common.
        var word = start &* 0xD1B5_4A32_D192_ED03
        return (0..<count).map { _ in
            word = word &+ 0x9E37_79B9_7F4A_7C15
            var mixed = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return UInt8(truncatingIfNeeded: (mixed ^ (mixed >> 31)) >> 56)
        }
    }
}
