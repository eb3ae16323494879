internal import CCrypto

/// Key material: in a mapping of its own that is locked into memory, left out of core dumps and of forked children,
/// and wiped when the last reference goes.
///
/// Locking can fail (`RLIMIT_MEMLOCK`); the key is used all the same, because a daemon that refuses to start for it
/// would help nobody. The bytes never change after initialization, so that sharing them is safe.
@safe package final class KeyBytes: @unchecked Sendable {
    private let base: UnsafeMutableRawPointer
    package let count: Int

    /// Fills new memory by `fill`; the memory is zero before.
    init<Failure: Error>(
        count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(count > 0, "a key has at least one byte")
        guard let base = unsafe pc_map(count) else { preconditionFailure("out of memory") }
        unsafe pc_shield(base, count)
        unsafe self.base = unsafe base
        self.count = count
        try unsafe fill(UnsafeMutableRawBufferPointer(start: base, count: count))
    }

    /// Copies `bytes`, which must not be empty. The original is the caller's to forget.
    package convenience init(copying bytes: [UInt8]) {
        unsafe self.init(count: bytes.count) { unsafe $0.copyBytes(from: bytes) }
    }

    /// A new random key.
    package static func random(count: Int = 32) -> KeyBytes {
        unsafe KeyBytes(count: count) { unsafe RandomBytes.fill($0) }
    }

    deinit {
        unsafe OPENSSL_cleanse(base, count)
        unsafe munmap(base, count)
    }

    /// Lends a copy of the bytes, which is wiped afterwards unless `body` kept it.
    package func withBytes<Result, Failure: Error>(
        _ body: ([UInt8]) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var copy = unsafe [UInt8](UnsafeRawBufferPointer(start: base, count: count))
        defer { copy.wipe() }
        return try body(copy)
    }

    /// Lends the bytes themselves; the pointer ends with the call.
    func withPointer<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }
}

extension KeyBytes: CustomStringConvertible, CustomReflectable {
    package var description: String { "<key>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
