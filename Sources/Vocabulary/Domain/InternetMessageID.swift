/// The `Message-ID` that a sender wrote, with its angle brackets (RFC 5322, section 3.6.4).
///
/// Checked so that it can stand in a header: `<`, 1 to 995 printable ASCII characters with an `@`, `>`.
package struct InternetMessageID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.hasPrefix("<"), rawValue.hasSuffix(">"), (5...997).contains(rawValue.utf8.count),
            rawValue.contains("@"),
            rawValue.utf8.dropFirst().dropLast().allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x3C && $0 != 0x3E })
        else { return nil }
        self.rawValue = rawValue
    }

    package var description: String { rawValue }
}
