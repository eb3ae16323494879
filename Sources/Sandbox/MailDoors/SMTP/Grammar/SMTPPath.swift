/// A path in angle brackets and what stands behind it (RFC 5321, section 4.1.2).
struct SMTPPath {
    /// Without a source route (section 4.1.1.3: accepted and ignored). Empty for `<>`.
    let address: String
    let rest: Substring

    init(parsing text: Substring) throws(SMTPSyntaxError) {
        guard text.hasPrefix("<") else { throw .badAddress }
        var isQuoted = false
        var isEscaped = false
        var end: Substring.Index?
        for index in text.unicodeScalars.indices.dropFirst() {
            let scalar = text.unicodeScalars[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted, scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar == ">", !isQuoted {
                end = index
                break
            }
        }
        guard let end else { throw .badAddress }
        let inside = text.unicodeScalars[text.unicodeScalars.index(after: text.startIndex)..<end]
        address = try Self.mailbox(in: Substring(inside))
        rest = Substring(text.unicodeScalars[text.unicodeScalars.index(after: end)...])
        guard rest.isEmpty || rest.hasPrefix(" ") else { throw .badAddress }
    }

    private static func mailbox(in path: Substring) throws(SMTPSyntaxError) -> String {
        var path = path
        if path.hasPrefix("@") {
            guard let colon = path.firstIndex(of: ":") else { throw .badAddress }
            path = path[path.index(after: colon)...]
            guard !path.isEmpty else { throw .badAddress }
        }
        guard !path.isEmpty else { return "" }
        // Section 4.5.3.1: 64 octets, an at sign and 255 octets.
        guard path.utf8.count <= 320, let at = path.lastIndex(of: "@"),
            isLocalPart(path[..<at]), isDomain(path[path.index(after: at)...])
        else { throw .badAddress }
        return String(path)
    }

    /// A dot-string of atoms, or a quoted string; beyond ASCII all that is no control (RFC 6531, section 3.3).
    private static func isLocalPart(_ part: Substring) -> Bool {
        guard (1...64).contains(part.utf8.count) else { return false }
        if part.utf8.count > 2, part.hasPrefix("\""), part.hasSuffix("\"") {
            return part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
        }
        let atoms = part.split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy(isAtomScalar) }
    }

    private static func isAtomScalar(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return scalar.value >= 0xa0 }
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": return true
        default: return "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
        }
    }

    /// Labels with dots between, or an address literal in square brackets.
    private static func isDomain(_ domain: Substring) -> Bool {
        guard (1...255).contains(domain.utf8.count) else { return false }
        if domain.hasPrefix("["), domain.hasSuffix("]") {
            return domain.dropFirst().dropLast().utf8.allSatisfy {
                (0x21...0x5a).contains($0) || (0x5e...0x7e).contains($0)
            }
        }
        return domain.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && !label.hasPrefix("-") && label.utf8.count <= 63
                && label.unicodeScalars.allSatisfy { scalar in
                    switch scalar {
                    case "a"..."z", "A"..."Z", "0"..."9", "-": true
                    default: scalar.value >= 0xa0
                    }
                }
        }
    }
}
