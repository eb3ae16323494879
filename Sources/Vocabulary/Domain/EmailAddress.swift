/// An address that Postern is willing to send from or to: `local@domain`, checked once, where it comes in.
///
/// Refused are all control characters and spaces, so that neither an SMTP command nor a header can be broken open, and
/// anything longer than RFC 5321, section 4.5.3.1 allows. Quoted local parts and address literals are not supported.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    package let localPart: String
    /// As given: A-label or U-label.
    package let domain: String

    package init?(_ text: String) {
        guard let at = text.lastIndex(of: "@") else { return nil }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard (1...64).contains(local.utf8.count), (1...255).contains(domain.utf8.count),
            local.unicodeScalars.allSatisfy(Self.isLocalScalar), !local.hasPrefix("."), !local.hasSuffix("."),
            !local.contains(".."), domain.unicodeScalars.allSatisfy(Self.isDomainScalar),
            domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({
                !$0.isEmpty && $0.utf8.count <= 63
            })
        else { return nil }
        self.localPart = String(local)
        self.domain = String(domain)
    }

    package var description: String { "\(localPart)@\(domain)" }

    /// Whether the local part needs SMTPUTF8 (RFC 6531). A domain can always be written as A-labels.
    package var needsSMTPUTF8: Bool { !localPart.utf8.allSatisfy { $0 < 0x80 } }

    /// `atext` of RFC 5322, section 3.2.3, and the dot; beyond ASCII whatever RFC 6532 adds, less its controls.
    private static func isLocalScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "!#$%&'*+-/=?^_`{|}~.".unicodeScalars.contains(scalar)
            : !isControl(scalar)
    }

    private static func isDomainScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "."
            : !isControl(scalar)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .unassigned: true
        default: false
        }
    }
}

extension EmailAddress: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = EmailAddress(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a mail address")
        }
        self = address
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
