internal import CCrypto

extension [UInt8] {
    /// Overwrites the bytes with zeros. Copies that somebody else still holds are theirs and stay as they are.
    package mutating func wipe() {
        unsafe withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
    }
}
