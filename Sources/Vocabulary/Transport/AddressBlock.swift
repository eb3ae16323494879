/// A range of addresses in CIDR notation (RFC 4632): `10.0.0.0/8`, `fd00::/8`, or one address alone.
package struct AddressBlock: Hashable, Sendable {
    package let base: IPAddress
    /// How many leading bits an address has to share with `base`.
    package let prefixLength: Int

    /// Nil when it is no such notation, or when bits are set behind the prefix, which is a slip of the pen.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let base = IPAddress(String(parts[0])) else { return nil }
        let width = base.bytes.count * 8
        switch parts.count {
        case 1: self.prefixLength = width
        case 2:
            guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let length = Int(parts[1]), length <= width
            else { return nil }
            self.prefixLength = length
        default: return nil
        }
        self.base = base
        guard Self.bits(of: base, from: prefixLength).allSatisfy({ $0 == 0 }) else { return nil }
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        let whole = prefixLength / 8
        guard address.bytes[..<whole] == base.bytes[..<whole] else { return false }
        let rest = prefixLength % 8
        return rest == 0 || (address.bytes[whole] ^ base.bytes[whole]) >> (8 - rest) == 0
    }

    /// The bytes that hold the bits from `start` on, the bits before it cleared.
    private static func bits(of address: IPAddress, from start: Int) -> [UInt8] {
        var bytes = Array(address.bytes[(start / 8)...])
        if start % 8 > 0 { bytes[0] &= 0xff >> (start % 8) }
        return bytes
    }
}

extension AddressBlock: CustomStringConvertible {
    package var description: String { "\(base)/\(prefixLength)" }
}
