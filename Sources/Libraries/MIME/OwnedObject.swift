internal import CGMime

/// One reference to a GObject, given back when this goes. Not `Sendable`: it stays with the function that made it.
@safe final class OwnedObject<Object> {
    let raw: UnsafeMutablePointer<Object>

    /// Takes over a reference; `nil` in, `nil` out.
    init?(_ raw: UnsafeMutablePointer<Object>?) {
        guard let raw = unsafe raw else { return nil }
        unsafe self.raw = raw
    }

    deinit { unsafe g_object_unref(raw) }
}
