internal import Transport

/// A URL of a server: `https` (`http` only to this machine), a host, perhaps a port and a path; no user, query, fragment
/// or slash at the end.
struct ServerURL {
    let host: String
    let path: String

    init?(_ text: String) {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        path = String(rest.dropFirst(authority.count))
        guard path.isEmpty || !path.hasSuffix("/"), !rest.contains(where: { "?#@\\".contains($0) || $0.isWhitespace }),
            rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let host = Self.host(of: authority)
        else { return nil }
        self.host = host
        if scheme == "http://", !isLoopback { return nil }
    }

    private var isLoopback: Bool { host == "localhost" || IPAddress(host)?.isLoopback == true }

    /// Without port and brackets; nil when one of the parts is not what it has to be.
    private static func host(of authority: Substring) -> String? {
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]"), isPort(authority[authority.index(after: close)...]) else {
                return nil
            }
            let literal = String(authority[authority.index(after: authority.startIndex)..<close])
            return IPAddress(literal) == nil ? nil : literal
        }
        let host = authority.prefix { $0 != ":" }
        guard isPort(authority.dropFirst(host.count)) else { return nil }
        return HostName.isWellFormed(String(host)) || IPAddress(String(host)) != nil ? String(host) : nil
    }

    private static func isPort(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return true }
        guard text.hasPrefix(":"), (2...6).contains(text.utf8.count), let port = UInt16(text.dropFirst()) else {
            return false
        }
        return port > 0
    }
}
