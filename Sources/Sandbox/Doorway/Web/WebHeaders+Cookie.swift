extension WebHeaders {
    /// Has the browser keep a value for this host (RFC 6265, section 4.1). `name` and `value` must be token characters.
    ///
    /// - Parameter seconds: how long; nil until the browser ends, 0 to forget it.
    package mutating func setCookie(_ name: String, _ value: String, path: String = "/", seconds: Int? = nil) {
        let age = seconds.map { "; Max-Age=\($0)" } ?? ""
        add("Set-Cookie", "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Lax\(age)")
    }
}
