/// Lets Swift's own random functions draw from our source.
struct RandomnessGenerator: RandomNumberGenerator {
    let source: any Randomness

    mutating func next() -> UInt64 { source.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
