internal import CCrypto

/// Randomness for keys, nonces and identifiers that must not be guessed.
package enum RandomBytes {
    package static func make(_ count: Int) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { (buffer, initialized) in
            unsafe fill(UnsafeMutableRawBufferPointer(buffer))
            initialized = count
        }
    }

    /// Stops the process when the system has no randomness to give: nothing that follows would be safe.
    static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return }
        let result = unsafe RAND_bytes(base.assumingMemoryBound(to: UInt8.self), CInt(buffer.count))
        precondition(result == 1, "the system has no randomness")
    }
}
