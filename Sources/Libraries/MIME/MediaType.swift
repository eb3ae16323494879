/// The type of a file that goes out, such as `image/png`, and its parameters as the caller wrote them.
struct MediaType {
    let type: String
    let subtype: String
    /// `name=value` pairs, checked to be plain tokens or quoted strings of printable ASCII.
    let parameters: [(name: String, value: String)]

    init(checking text: String) throws(MIMEError) {
        let pieces = text.split(separator: ";", omittingEmptySubsequences: false)
        let names = pieces[0].split(separator: "/", omittingEmptySubsequences: false).map { String($0).trimmingSpaces }
        guard text.utf8.count <= 1_024, names.count == 2, names.allSatisfy(Self.isToken) else { throw Self.fault }
        type = names[0].lowercased()
        subtype = names[1].lowercased()
        guard type != "multipart" else {
            throw .invalid(field: "attachments", reason: "a multipart cannot be attached")
        }
        var parameters: [(String, String)] = []
        for piece in pieces.dropFirst() where !piece.allSatisfy({ $0 == " " }) {
            let halves = piece.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
            guard halves.count == 2, Self.isToken(halves[0]), let value = Self.value(halves[1]) else {
                throw Self.fault
            }
            parameters.append((halves[0].lowercased(), value))
        }
        self.parameters = parameters
    }

    private static let fault = MIMEError.invalid(field: "attachments", reason: "not a content type")

    private static func value(_ text: String) -> String? {
        if isToken(text) { return text }
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
        let inner = text.dropFirst().dropLast()
        let isPlain = inner.utf8.allSatisfy {
            (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        return isPlain ? String(inner) : nil
    }

    /// Whether the text is `type/subtype`.
    static func isType(_ text: String) -> Bool {
        let names = text.split(separator: "/", omittingEmptySubsequences: false)
        return names.count == 2 && names.allSatisfy { isToken(String($0)) }
    }

    static func isToken(_ text: String) -> Bool {
        (1...127).contains(text.utf8.count) && text.utf8.allSatisfy(isToken(byte:))
    }

    /// RFC 2045, section 5.1.
    static func isToken(byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !specials.contains(byte)
    }

    private static let specials = Array("()<>@,;:\\\"/[]?=".utf8)
}
