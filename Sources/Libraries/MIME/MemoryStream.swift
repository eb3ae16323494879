internal import CGMime

/// A GMime stream over bytes in memory. Not `Sendable`: it stays with the function that made it.
@safe final class MemoryStream {
    let raw: UnsafeMutablePointer<GMimeStream>
    /// The stream's own.
    private let array: UnsafeMutablePointer<GByteArray>

    /// A stream of these bytes, at their beginning; they are copied.
    init?(_ bytes: [UInt8] = []) {
        GMimeLibrary.prepare()
        guard let array = unsafe g_byte_array_sized_new(guint(clamping: bytes.count)) else { return nil }
        guard bytes.count < Int(guint.max), let raw = unsafe g_mime_stream_mem_new_with_byte_array(array) else {
            unsafe g_byte_array_unref(array)
            return nil
        }
        unsafe g_byte_array_append(array, bytes, guint(bytes.count))
        unsafe postern_stream_mem_own(raw)
        unsafe g_mime_stream_set_bounds(raw, 0, -1)
        unsafe self.raw = raw
        unsafe self.array = array
    }

    deinit { unsafe g_object_unref(raw) }

    /// Everything that is in it.
    var bytes: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: array.pointee.data, count: Int(array.pointee.len)))
    }
}
