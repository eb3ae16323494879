/// An absolute `http` or `https` URL, taken apart as far as our rules need it. Strict on purpose: printable ASCII, no user
/// information, no fragment, no backslash.
package struct WebAddress: Hashable, Sendable {
    package let text: String
    package let scheme: String
    /// In lower case; an IPv6 literal keeps its brackets.
    package let host: String
    package let port: Int?
    /// From the first slash; empty when there is none.
    package let path: String
    package let query: String?

    /// The longest that is taken in, in bytes; browsers and servers give up not far beyond.
    static let maximumLength = 2_048

    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#""<>\^`{|}#"#.utf8.contains($0) }),
            let schemeEnd = text.firstRange(of: "://")
        else { return nil }
        scheme = text[..<schemeEnd.lowerBound].lowercased()
        let rest = text[schemeEnd.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let (beforeQuery, query) = Self.cut(rest.dropFirst(authority.count), at: "?")
        guard scheme == "https" || scheme == "http", let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.text = text
        self.host = host
        self.port = port
        self.path = String(beforeQuery)
        self.query = query.map(String.init)
    }

    /// Whether it names this machine: the only place where plain `http` is allowed.
    package var isLoopback: Bool { host == "localhost" || host == "[::1]" || Self.isLoopbackIPv4(host) }

    /// Scheme, host and port, without a trailing slash.
    package var origin: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")" }

    /// Whether a secret may be sent there, as far as the text can tell.
    package var isSecureEnough: Bool { scheme == "https" || isLoopback }

    private static func cut(_ text: Substring, at mark: Character) -> (Substring, Substring?) {
        guard let place = text.firstIndex(of: mark) else { return (text, nil) }
        return (text[..<place], text[text.index(after: place)...])
    }

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        let isLiteral = authority.hasPrefix("[")
        let hostEnd =
            isLiteral
            ? authority.firstIndex(of: "]").map { authority.index(after: $0) } ?? authority.startIndex
            : authority.firstIndex(of: ":") ?? authority.endIndex
        let host = authority[..<hostEnd].lowercased()
        let tail = authority[hostEnd...]
        let inner = isLiteral ? host.dropFirst().dropLast() : host[...]
        guard !inner.isEmpty, host.utf8.count <= 255,
            inner.utf8.allSatisfy({ isHostByte($0) || isLiteral && $0 == UInt8(ascii: ":") })
        else { return nil }
        if tail.isEmpty { return (host, nil) }
        guard tail.hasPrefix(":"), tail.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(tail.dropFirst()), (1...65_535).contains(port)
        else { return nil }
        return (host, port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        byte.isLetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
