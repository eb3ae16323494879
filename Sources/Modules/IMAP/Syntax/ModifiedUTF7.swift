/// Mailbox names as they travel (RFC 3501, section 5.1.3): ASCII, and the rest as UTF-16 in base64 between `&` and `-`.
enum ModifiedUTF7 {
    /// Writes a name.
    static func encode(_ name: String) -> [UInt8] {
        var result: [UInt8] = []
        var foreign: [UInt16] = []
        for scalar in name.unicodeScalars {
            guard (0x20...0x7E).contains(scalar.value) else {
                foreign += String(scalar).utf16
                continue
            }
            flush(&foreign, into: &result)
            result.append(UInt8(scalar.value))
            if scalar == "&" { result.append(UInt8(ascii: "-")) }
        }
        flush(&foreign, into: &result)
        return result
    }

    /// Reads a name; nil when it is not in this form, so that the caller can take it as it stands.
    static func decode(_ bytes: [UInt8]) -> String? {
        var result = ""
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                guard byte < 0x80 else { return nil }
                result.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: "-")), let text = section(rest[..<end]) else { return nil }
            result += text
            rest = rest[(end + 1)...]
        }
        return result
    }

    private static func flush(_ units: inout [UInt16], into result: inout [UInt8]) {
        guard !units.isEmpty else { return }
        let bytes = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        result.append(UInt8(ascii: "&"))
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                result.append(alphabet[Int(buffer >> bits & 0x3F)])
            }
        }
        if bits > 0 { result.append(alphabet[Int(buffer << (6 - bits) & 0x3F)]) }
        result.append(UInt8(ascii: "-"))
        units = []
    }

    /// What stands between `&` and `-`; nothing means `&` itself.
    private static func section(_ digits: ArraySlice<UInt8>) -> String? {
        if digits.isEmpty { return "&" }
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        var units: [UInt16] = []
        for digit in digits {
            guard let value = alphabet.firstIndex(of: digit) else { return nil }
            buffer = (buffer << 6 | UInt32(value)) & 0x3F_FFFF
            bits += 6
            if bits >= 16 {
                bits -= 16
                units.append(UInt16(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits < 6, buffer & (1 << bits - 1) == 0, !units.isEmpty else { return nil }
        return String(validating: units, as: UTF16.self)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
}
