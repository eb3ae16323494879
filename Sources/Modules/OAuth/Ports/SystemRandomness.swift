internal import Cryptography

/// The generator of the system's crypto library.
package struct SystemRandomness: Randomness {
    package init() {}
    package func bytes(_ count: Int) -> [UInt8] { RandomBytes.make(count) }
}
