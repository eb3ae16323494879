/// A name that Postern made and hands out: callers keep it and give it back, and never look inside.
///
/// Checked once, where it comes in: 1 to 64 bytes of `A-Z a-z 0-9 _ -`, after the type's own prefix.
package protocol OpaqueIdentifier: RawRepresentable<String>, Hashable, Codable, Sendable, CustomStringConvertible {
    /// What every value of this type starts with, such as `acc_`.
    static var prefix: String { get }
    init(unchecked rawValue: String)
}

extension OpaqueIdentifier {
    package init?(rawValue: String) {
        guard rawValue.hasPrefix(Self.prefix), rawValue.utf8.count > Self.prefix.utf8.count,
            rawValue.utf8.count <= 64, rawValue.utf8.allSatisfy(\.isIdentifierByte)
        else { return nil }
        self.init(unchecked: rawValue)
    }

    /// A new identifier with 120 random bits, enough never to meet another by chance.
    package static func random(using generator: inout some RandomNumberGenerator) -> Self {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
        let letters = (0..<24).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] }
        return Self(unchecked: prefix + String(letters))
    }

    /// A new identifier from the system's generator.
    package static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    package var description: String { rawValue }
}

extension UInt8 {
    /// Whether the byte may stand in an identifier: base64url's alphabet (RFC 4648, section 5).
    package var isIdentifierByte: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
