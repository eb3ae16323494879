/// An IPv4 or IPv6 address.
///
/// An IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2) is taken for the IPv4 address that it holds, because that is
/// where a connection to it goes.
package struct IPAddress: Hashable, Sendable {
    /// 4 or 16, in network order.
    package let bytes: [UInt8]

    /// Nil unless there are 4 or 16 bytes.
    package init?(bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.bytes = bytes
        case 16: self.bytes = bytes.starts(with: Self.mappedPrefix) ? Array(bytes.suffix(4)) : bytes
        default: return nil
        }
    }

    /// Nil unless the text is a dotted quad (no leading zeros) or an RFC 4291, section 2.2 address without a zone.
    package init?(_ text: String) {
        guard let bytes = text.contains(":") ? Self.version6(text) : Self.version4(text[...]) else { return nil }
        self.init(bytes: bytes)
    }

    private static let mappedPrefix = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]

    private static func version4(_ text: Substring) -> [UInt8]? {
        let fields = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = fields.compactMap { field -> UInt8? in
            guard (1...3).contains(field.utf8.count), field.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                field == "0" || !field.hasPrefix("0")
            else { return nil }
            return UInt8(field)
        }
        return fields.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: String) -> [UInt8]? {
        var fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count >= 3 else { return nil }
        // A colon at either end is legal only as one half of `::`; then one empty field is left for the gap.
        if fields[0].isEmpty {
            guard fields[1].isEmpty else { return nil }
            fields.removeFirst()
        }
        if fields[fields.count - 1].isEmpty, fields.count > 1 {
            guard fields[fields.count - 2].isEmpty else { return nil }
            fields.removeLast()
        }
        guard let gap = fields.firstIndex(where: \.isEmpty) else {
            return groups(fields[...]).flatMap { $0.count == 16 ? $0 : nil }
        }
        guard let head = groups(fields[..<gap], mayEndInQuad: false), let tail = groups(fields[(gap + 1)...]),
            head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// The bytes of colon-separated groups, the last of which may be a dotted quad.
    private static func groups(_ fields: ArraySlice<Substring>, mayEndInQuad: Bool = true) -> [UInt8]? {
        var bytes: [UInt8] = []
        for (index, field) in zip(fields.indices, fields) {
            if mayEndInQuad, index == fields.endIndex - 1, field.contains("."), let quad = version4(field) {
                bytes += quad
            } else if (1...4).contains(field.utf8.count), field.allSatisfy({ $0.isASCII && $0.isHexDigit }),
                let group = UInt16(field, radix: 16)
            {
                bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
            } else {
                return nil
            }
        }
        return bytes
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        guard bytes.count == 16 else { return bytes.map { String($0) }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }
}
