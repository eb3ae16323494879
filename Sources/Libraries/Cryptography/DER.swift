/// The little of DER (X.690) that carries public keys and signatures.
enum DER {
    /// A number of zero or more from its big-endian bytes: as short as it can be, with a zero in front where it would otherwise
    /// read as negative (section 8.3).
    static func integer(_ magnitude: some Sequence<UInt8>) -> [UInt8] {
        var digits = Array(magnitude.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return element(0x02, digits)
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, Array(parts.joined())) }

    /// Whole bytes: no unused bits at the end.
    static func bitString(_ bytes: [UInt8]) -> [UInt8] { element(0x03, [0] + bytes) }

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag] + length(content.count) + content }

    /// Section 8.1.3: one byte below 128, else the count of bytes and the bytes.
    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        let bytes = Array(stride(from: 56, through: 0, by: -8).map { UInt8(count >> $0 & 0xFF) }.drop { $0 == 0 })
        return [0x80 | UInt8(bytes.count)] + bytes
    }
}
