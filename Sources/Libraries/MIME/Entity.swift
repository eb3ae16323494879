internal import CGMime

/// One part of a message that is being built: a reference to a GMime object, given back when this goes.
///
/// Not `Sendable`: it stays with the function that made it.
@safe final class Entity {
    let raw: UnsafeMutablePointer<GMimeObject>

    /// Takes over a reference; `nil` in, `nil` out.
    init?(_ raw: UnsafeMutablePointer<GMimeObject>?) {
        guard let raw = unsafe raw else { return nil }
        unsafe self.raw = raw
    }

    deinit { unsafe g_object_unref(raw) }
}
