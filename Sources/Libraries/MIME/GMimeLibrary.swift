internal import CGMime

/// GMime as a whole: it wants to be set up once, before anything else of it is used.
///
/// After that its functions may be called from any thread, as long as each object stays with one: so every GMime object
/// here lives and dies inside the function that made it.
enum GMimeLibrary {
    private static let once: Void = g_mime_init()

    static func prepare() { once }

    /// Takes over a string that GMime or glib allocated; malformed UTF-8 is replaced.
    static func take(_ raw: UnsafeMutablePointer<CChar>?) -> String? {
        guard let raw = unsafe raw else { return nil }
        defer { unsafe g_free(raw) }
        return unsafe String(cString: raw)
    }

    /// Copies a string that somebody else owns.
    static func copy(_ raw: UnsafePointer<CChar>?) -> String? {
        guard let raw = unsafe raw else { return nil }
        return unsafe String(cString: raw)
    }
}
