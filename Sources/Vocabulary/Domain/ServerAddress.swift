/// Where a mail server listens, and how TLS begins there. There is no way to ask for no TLS.
package struct ServerAddress: Codable, Hashable, Sendable {
    package enum Security: String, Codable, CaseIterable, Sendable {
        /// TLS from the first byte (RFC 8314).
        case tls
        /// Plain greeting, then STARTTLS, which must succeed.
        case startTLS
    }
    /// A host name or an IP address: `isHost` says what can be one.
    package var host: String
    package var port: Int
    package var security: Security

    package init(host: String, port: Int, security: Security) {
        self.host = host
        self.port = port
        self.security = security
    }

    /// Whether this can name a host: labels of 1 to 63 letters, digits, hyphens and underscores (RFC 1123, section 2.1),
    /// or an IP address without brackets. International names are written as A-labels (RFC 5890).
    package static func isHost(_ text: String) -> Bool {
        if text.utf8.contains(UInt8(ascii: ":")) { return isShapedLikeIPv6(text) }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy(isLabel), let last = labels.last else { return false }
        // So that a mistyped address is not taken for a name.
        let isNumeric = last.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return !isNumeric || labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy(\.isIdentifierByte)
    }

    /// Whoever connects reads the address itself.
    private static func isShapedLikeIPv6(_ text: String) -> Bool {
        (2...45).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isHexDigit || $0 == ":" || $0 == ".") }
    }
}
