/// How dear one guess is (RFC 7914, section 2). Bounded, or a hostile file could cost all memory or days of work.
package struct ScryptParameters: Hashable, Sendable {
    /// N: a power of two.
    package let cost: UInt64
    /// r.
    package let blockSize: UInt64
    /// p.
    package let parallelism: UInt64

    /// N = 2^17, r = 8, p = 1: the floor where Argon2id is not to be had (OWASP password storage cheat sheet). 128 MiB, half a second.
    package static let recommended = ScryptParameters(unchecked: 1 << 17, 8, 1)
    /// The dearest N that is accepted: 1 GiB at r = 8.
    package static let maximumCost: UInt64 = 1 << 20

    package init(cost: UInt64, blockSize: UInt64, parallelism: UInt64) throws(CryptographyError) {
        guard (2...Self.maximumCost).contains(cost), cost & (cost - 1) == 0, (1...8).contains(blockSize),
            (1...16).contains(parallelism)
        else { throw .invalid("scrypt parameters out of bounds") }
        self.init(unchecked: cost, blockSize, parallelism)
    }

    private init(unchecked cost: UInt64, _ blockSize: UInt64, _ parallelism: UInt64) {
        self.cost = cost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// What libcrypto may use, in bytes: 128·N·r and the blocks around it. Its own default refuses N of 2^15 and more.
    var memoryLimit: UInt64 { 128 * cost * blockSize + 128 * blockSize * parallelism + (1 << 20) }
}
