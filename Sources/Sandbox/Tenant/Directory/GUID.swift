/// A directory identifier: 32 lowercase hexadecimal digits in groups of 8-4-4-4-12, as Entra prints them.
package struct GUID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init?(_ text: String) {
        let text = text.lowercased()
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return nil }
        guard groups.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } }) else {
            return nil
        }
        description = text
    }

    /// A version 4 identifier (RFC 9562, section 5.4) from the given randomness, so that a seed gives the same ones.
    package static func random(using generator: inout some RandomNumberGenerator) -> GUID {
        var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        return GUID(bytes: bytes)
    }

    package static func random() -> GUID {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// For an identifier that this program spells out itself.
    package init(unchecked text: String) { description = text }

    private init(bytes: [UInt8]) {
        let digits = Array("0123456789abcdef")
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append("-") }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        description = text
    }
}
