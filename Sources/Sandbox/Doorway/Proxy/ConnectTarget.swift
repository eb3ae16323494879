/// Where a client of the proxy wants to go: the authority of its CONNECT (RFC 9110, section 9.3.6).
package struct ConnectTarget: Sendable, Hashable {
    /// Lowercase.
    package let host: String
    package let port: Int

    /// Nil unless the head of the request begins with `CONNECT host:port HTTP/1.x`.
    package init?(head: [UInt8]) {
        let line = head.prefix { $0 != 0x0d && $0 != 0x0a }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "CONNECT", words[2].hasPrefix("HTTP/1.") else { return nil }
        let parts = words[1].split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let port = UInt16(parts[1]), port > 0 else { return nil }
        host = parts[0].lowercased()
        self.port = Int(port)
    }

    var isLoopback: Bool { host == "localhost" || host == "127.0.0.1" }
}
