internal import CCrypto

/// Bytes as libcrypto reads and writes them. Dropping the last reference frees it.
///
/// Not `Sendable`: a `BIO` carries no lock, so it stays with the function that made it.
@safe final class MemoryBIO {
    let raw: OpaquePointer

    /// Empty, to be written.
    init() throws(CryptographyError) {
        guard let raw = unsafe BIO_new(BIO_s_mem()) else { throw .lastOfLibrary }
        unsafe self.raw = unsafe raw
    }

    /// To be read.
    convenience init(_ text: String) throws(CryptographyError) {
        try self.init()
        let bytes = Array(text.utf8.prefix(1 << 20))
        let written = unsafe BIO_write(raw, bytes, CInt(bytes.count))
        guard Int(written) == bytes.count else { throw .lastOfLibrary }
    }

    deinit { unsafe BIO_free_all(raw) }

    /// What was written so far.
    var text: String {
        var count = 0
        let bytes = unsafe pc_bio_bytes(raw, &count)
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
