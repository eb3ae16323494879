/// Writes ENVELOPE (RFC 3501, section 7.4.2) from a header.
enum IMAPEnvelope {
    static func text(_ header: IMAPHeader) -> [UInt8] {
        let from = addresses(header.value("from"))
        var parts = [IMAPText.nstring(header.value("date")), IMAPText.nstring(header.value("subject")), from]
        for name in ["sender", "reply-to"] {
            let written = addresses(header.value(name))
            parts.append(written == IMAPText.nothing ? from : written)
        }
        parts += ["to", "cc", "bcc"].map { addresses(header.value($0)) }
        parts += ["in-reply-to", "message-id"].map { IMAPText.nstring(header.value($0)) }
        return [UInt8(ascii: "(")] + Array(parts.joined(separator: [0x20])) + [UInt8(ascii: ")")]
    }

    private static func addresses(_ value: [UInt8]?) -> [UInt8] {
        var scanner = IMAPAddressScanner(value ?? [])
        let entries = scanner.scan()
        guard !entries.isEmpty else { return IMAPText.nothing }
        return [UInt8(ascii: "(")] + entries.flatMap(text) + [UInt8(ascii: ")")]
    }

    private static func text(_ entry: IMAPAddressScanner.Entry) -> [UInt8] {
        let words: [[UInt8]?] =
            switch entry {
            case .address(let name, let mailbox, let host): [name, nil, mailbox, host]
            case .groupStart(let name): [nil, nil, name, nil]
            case .groupEnd: [nil, nil, nil, nil]
            }
        return [UInt8(ascii: "(")] + Array(words.map { IMAPText.nstring($0) }.joined(separator: [0x20]))
            + [UInt8(ascii: ")")]
    }
}
