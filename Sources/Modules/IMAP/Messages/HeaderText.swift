internal import Domain
internal import MIME

/// Decoded header values, with a short way for the plain ASCII that most are.
enum HeaderText {
    static func text(_ raw: [UInt8]) -> String {
        isPlain(raw) ? String(decoding: raw, as: UTF8.self) : HeaderDecoder.text(raw)
    }

    static func addresses(_ addresses: [ServerEnvelope.Address]) -> [NamedAddress] {
        addresses.compactMap { address in
            // A missing host marks the beginning of a group, a missing mailbox its end (RFC 9051, section 7.5.2).
            guard let mailbox = address.mailbox, let host = address.host, !mailbox.isEmpty || !host.isEmpty else {
                return nil
            }
            let written = host.isEmpty ? mailbox : mailbox + [UInt8(ascii: "@")] + host
            return NamedAddress(name: address.name.flatMap(name), address: text(written))
        }
    }

    /// The first identifier in a value, with its brackets.
    static func messageID(_ raw: [UInt8]) -> String? {
        guard raw.first == UInt8(ascii: "<"), raw.firstIndex(of: UInt8(ascii: ">")) == raw.count - 1, isPlain(raw),
            !raw.contains(0x20), !raw.dropFirst().contains(UInt8(ascii: "<"))
        else { return HeaderDecoder.messageIDs(raw).first }
        return String(decoding: raw, as: UTF8.self)
    }

    private static func name(_ raw: [UInt8]) -> String? {
        if raw.isEmpty { return nil }
        return isPlain(raw) && raw.first != UInt8(ascii: "\"")
            ? String(decoding: raw, as: UTF8.self) : HeaderDecoder.phrase(raw)
    }

    /// Printable ASCII without an encoded word and without spaces around.
    private static func isPlain(_ raw: [UInt8]) -> Bool {
        guard let first = raw.first, let last = raw.last else { return true }
        var previous: UInt8 = 0
        for byte in raw {
            if byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "?") && previous == UInt8(ascii: "=") { return false }
            previous = byte
        }
        return first != 0x20 && last != 0x20
    }
}
