/// Names of folders as levels of a path, where `/` joins them.
///
/// Percent-encoding (RFC 3986, section 2.1) keeps a `/` inside of a name apart from those between names, and control
/// characters, which no path may hold, out. The top level `INBOX` is the inbox, whatever the user's language calls it; a
/// folder that is only called so has its first letter encoded.
enum FolderName {
    static let inbox = "INBOX"
    static let delimiter = "/"

    static func level(_ name: String, atTop: Bool) -> String {
        var bytes = Array(name.utf8)[...]
        var level = ""
        if atTop, name.lowercased() == inbox.lowercased(), let first = bytes.popFirst() { level = encoded(first) }
        var plain: [UInt8] = []
        for byte in bytes {
            if needsEncoding(byte) { plain += encoded(byte).utf8 } else { plain.append(byte) }
        }
        return level + String(decoding: plain, as: UTF8.self)
    }

    private static func needsEncoding(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "/")
    }

    private static func encoded(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "%0" + digits : "%" + digits
    }
}
