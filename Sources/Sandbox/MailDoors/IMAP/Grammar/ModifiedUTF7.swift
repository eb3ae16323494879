import Domain

/// Mailbox names as IMAP4rev1 writes them: ASCII, with everything else as base64 of UTF-16 between `&` and `-`
/// (RFC 3501, section 5.1.3).
package enum ModifiedUTF7 {
    package static func encode(_ name: String) -> [UInt8] {
        var result: [UInt8] = []
        var foreign: [UInt8] = []
        func flush() {
            guard !foreign.isEmpty else { return }
            let digits = Base64(foreign).text.utf8.filter { $0 != UInt8(ascii: "=") }
            result += [UInt8(ascii: "&")] + digits.map { $0 == slash ? comma : $0 } + [UInt8(ascii: "-")]
            foreign = []
        }
        for unit in name.utf16 {
            guard let byte = UInt8(exactly: unit), (0x20...0x7e).contains(byte) else {
                foreign += [UInt8(unit >> 8), UInt8(unit & 0xff)]
                continue
            }
            flush()
            result.append(byte)
            if byte == UInt8(ascii: "&") { result.append(UInt8(ascii: "-")) }
        }
        flush()
        return result
    }

    /// Nil for what no encoder writes: bytes beyond ASCII, an `&` without its `-`, base64 that is none or lone
    /// surrogates.
    package static func decode(_ bytes: [UInt8]) -> String? {
        var result = ""
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                guard (0x20...0x7e).contains(byte) else { return nil }
                result.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: "-")), let piece = shifted(rest[..<end]) else {
                return nil
            }
            result += piece
            rest = rest[(end + 1)...]
        }
        return result
    }

    private static func shifted(_ digits: ArraySlice<UInt8>) -> String? {
        if digits.isEmpty { return "&" }
        guard digits.allSatisfy({ isDigit($0) }),
            let bytes = Base64(String(decoding: digits.map { $0 == comma ? slash : $0 }, as: UTF8.self))?.bytes,
            bytes.count % 2 == 0
        else { return nil }
        let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(validating: units, as: UTF16.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "+"), comma: true
        default: false
        }
    }

    private static let slash = UInt8(ascii: "/")
    private static let comma = UInt8(ascii: ",")
}
