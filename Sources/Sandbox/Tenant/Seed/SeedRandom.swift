/// Randomness that is the same for the same words: splitmix64.
package struct SeedRandom: RandomNumberGenerator {
    private var state: UInt64

    package init(_ words: UInt64...) {
        state = words.reduce(0x5eed) { Mixer.mix($0 ^ $1) }
    }

    package mutating func next() -> UInt64 {
        defer { state &+= Mixer.step }
        return Mixer.mix(state)
    }

    /// One of several, at least one of which there must be.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        precondition(!elements.isEmpty)
        return elements[Int(next() % UInt64(elements.count))]
    }

    /// True once in so many times.
    mutating func once(in times: UInt64) -> Bool { next() % times == 0 }

    /// A number below a bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
