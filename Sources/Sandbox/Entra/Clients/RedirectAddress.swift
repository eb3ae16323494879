internal import Tenant

/// A redirect URI as far as matching needs to see it (reference sheet §A5).
struct RedirectAddress: Hashable {
    private let scheme: String
    private let host: String
    private let port: String
    /// Path and query; compared with case.
    private let rest: String

    /// Nil for what has no scheme and authority, or has a fragment.
    init?(_ text: String) {
        guard !text.contains("#"), let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
            return nil
        }
        scheme = text[..<colon].lowercased()
        let after = text[text.index(colon, offsetBy: 3)...]
        let end = after.firstIndex { $0 == "/" || $0 == "?" } ?? after.endIndex
        let authority = after[..<end]
        let path = after[end...]
        rest = path.isEmpty ? "/" : path.hasPrefix("?") ? "/\(path)" : String(path)
        if !authority.hasSuffix("]"), let separator = authority.lastIndex(of: ":") {
            host = authority[..<separator].lowercased()
            port = String(authority[authority.index(after: separator)...])
            guard !port.isEmpty else { return nil }
        } else {
            host = authority.lowercased()
            port = ""
        }
        guard !scheme.isEmpty, !host.contains("@"), port.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    }

    /// Whether a request with this address may go on where `registered` is registered.
    func matches(_ registered: RedirectAddress, portIgnored: Bool) -> Bool {
        guard scheme == registered.scheme, host == registered.host, rest == registered.rest else { return false }
        return port == registered.port || portIgnored && isLoopback
    }

    /// The hosts whose port does not count, over HTTP only.
    private var isLoopback: Bool { scheme == "http" && (host == "localhost" || host == "127.0.0.1") }

    /// The entry of the registration that a requested redirect URI is good for.
    static func find(_ requested: String, in app: Registration, _ facts: FactSheet) -> Registration.RedirectURI? {
        if let exact = app.redirectURIs.first(where: { $0.uri == requested }) { return exact }
        guard let address = RedirectAddress(requested) else { return nil }
        return app.redirectURIs.first { registered in
            RedirectAddress(registered.uri).map {
                address.matches($0, portIgnored: facts[Facts.redirectPortIgnored])
            } ?? false
        }
    }
}
