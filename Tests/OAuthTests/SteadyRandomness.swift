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
        var word = start
        return (0..<count).map { _ in
            // An ordinary 64-bit linear congruential step (Knuth's MMIX constants); its high byte looks random enough.
            word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: word >> 56)
        }
    }
}
