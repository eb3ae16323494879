/// Scheme, host and port of an `http` or `https` URL, and what follows: strict, because a token goes there.
///
/// Printable ASCII, no user information, no fragment, no backslash: what two readers could read in two ways is refused.
struct GraphOrigin: Sendable, Hashable {
    let scheme: String
    /// In lower case; an IPv6 literal keeps its brackets.
    let host: String
    let port: Int

    /// Nil for anything else. `rest` is what stands behind the authority: empty, or from a slash or question mark on.
    static func split(_ url: String) -> (origin: GraphOrigin, rest: Substring)? {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#""<>\^`{|}#"#.utf8.contains($0) }),
            let mark = url.firstRange(of: "://")
        else { return nil }
        let scheme = url[..<mark.lowerBound].lowercased()
        guard let standardPort = ["https": 443, "http": 80][scheme] else { return nil }
        let behind = url[mark.upperBound...]
        let authority = behind.prefix { $0 != "/" && $0 != "?" }
        guard let (host, port) = hostAndPort(authority) else { return nil }
        let origin = GraphOrigin(scheme: scheme, host: host.lowercased(), port: port ?? standardPort)
        return (origin, behind[authority.endIndex...])
    }

    private static func hostAndPort(_ authority: Substring) -> (Substring, Int?)? {
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        let bracket = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : nil
        let colon = authority[(bracket ?? authority.startIndex)...].firstIndex(of: ":")
        guard let colon else { return (authority, nil) }
        let digits = authority[authority.index(after: colon)...]
        guard colon > authority.startIndex, (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits), (1...65_535).contains(port)
        else { return nil }
        return (authority[..<colon], port)
    }
}
