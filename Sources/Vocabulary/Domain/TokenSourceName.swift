/// What the configuration calls a command or an address that gives access tokens. Over the socket only this name travels,
/// never a path, a URL or a command (interface.md, section 5).
package struct TokenSourceName: RawRepresentable, Codable, Hashable, Sendable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard (1...64).contains(rawValue.utf8.count), rawValue.utf8.allSatisfy(\.isIdentifierByte) else { return nil }
        self.rawValue = rawValue
    }
}
