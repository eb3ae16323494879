internal import CGMime
internal import Domain

/// Writes header fields: encoded words where they are needed, folded, ended by CRLF. Values are checked before.
enum HeaderEncoder {
    /// A field of unstructured text, such as `Subject`.
    static func field(_ name: String, text: String) -> [UInt8] {
        let text = text.trimmingSpaces
        let value =
            EncodedWords.areNeeded(for: text)
            ? EncodedWords.encode(text).joined(separator: fold) : folded(text, from: name.utf8.count + 2)
        return Array("\(name): \(value)\r\n".utf8)
    }

    /// A field of addresses, such as `To`. Domains are written as A-labels.
    static func field(_ name: String, addresses: [NamedAddress]) -> [UInt8] {
        let separator = ",\(fold)"
        return Array("\(name): \(addresses.map(address).joined(separator: separator))\r\n".utf8)
    }

    /// A field of identifiers, such as `References`: one to a line, for each may be long.
    static func field(_ name: String, identifiers: [InternetMessageID]) -> [UInt8] {
        Array("\(name): \(identifiers.map(\.rawValue).joined(separator: fold))\r\n".utf8)
    }

    /// RFC 5322, section 3.3.
    static func field(_ name: String, date: Timestamp) -> [UInt8] {
        GMimeLibrary.prepare()
        let moment = unsafe g_date_time_new_from_unix_utc(gint64(date.secondsSince1970))
        defer { if let moment = unsafe moment { unsafe g_date_time_unref(moment) } }
        let text = unsafe moment.flatMap { unsafe GMimeLibrary.take(g_mime_utils_header_format_date($0)) }
        return Array("\(name): \(text ?? "Thu, 01 Jan 1970 00:00:00 +0000")\r\n".utf8)
    }

    private static let fold = "\r\n "

    /// RFC 5322, section 2.1.1.
    private static let foldColumn = 78

    /// Breaks lines in front of spaces, and nowhere else: a word that is too long for its line stays whole, because an
    /// address in a `List-Unsubscribe` field would not survive anything else.
    private static func folded(_ text: String, from column: Int) -> String {
        var result = ""
        var column = column
        var rest = text[...]
        while !rest.isEmpty {
            let spaces = rest.prefix { $0 == " " || $0 == "\t" }
            let word = rest[spaces.endIndex...].prefix { $0 != " " && $0 != "\t" }
            if column + spaces.utf8.count + word.utf8.count > foldColumn, !spaces.isEmpty {
                result += "\r\n"
                column = 0
            }
            result += spaces + word
            column += spaces.utf8.count + word.utf8.count
            rest = rest[word.endIndex...]
        }
        return result
    }

    private static func address(_ entry: NamedAddress) -> String {
        let address = asciiDomain(entry.address)
        guard let name = entry.name?.trimmingSpaces, !name.isEmpty else { return address }
        return "\(phrase(name)) <\(address)>"
    }

    /// RFC 5322, section 3.2.5: atoms, a quoted string, or encoded words.
    private static func phrase(_ name: String) -> String {
        if EncodedWords.areNeeded(for: name) { return EncodedWords.encode(name).joined(separator: fold) }
        let isAtoms = name.utf8.allSatisfy { $0 == 0x20 || $0 != UInt8(ascii: ".") && MediaType.isToken(byte: $0) }
        if isAtoms { return name }
        return "\"\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    private static func asciiDomain(_ address: String) -> String {
        guard let checked = EmailAddress(address), let domain = HostName.ascii(checked.domain) else { return address }
        return "\(checked.localPart)@\(domain)"
    }
}
