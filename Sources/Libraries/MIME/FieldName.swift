/// Names of header fields.
enum FieldName {
    /// RFC 5322, section 3.6.8: printable ASCII without the colon; and short enough to leave room on its line.
    static func isValid(_ name: String) -> Bool {
        (1...76).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
    }

    /// Whether the field is Postern's to write, or a server's: origin, destination, identity, trace and MIME.
    static func isReserved(_ name: String) -> Bool {
        let name = name.lowercased()
        return reserved.contains(name) || name.hasPrefix("content-") || name.hasPrefix("resent-")
    }

    private static let reserved: Set<String> = [
        "from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
        "mime-version", "return-path", "received", "delivered-to",
    ]
}
