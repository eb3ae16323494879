/// Just enough of a 256-bit number for `TokenSigner`.
struct UInt256 {
    /// Four words, the least first.
    private var words: [UInt64]

    init(bytes: [UInt8]) {
        words = stride(from: 24, through: 0, by: -8).map { start in
            bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// 64 hexadecimal digits.
    init(_ digits: String) {
        let digits = Array(digits.utf8).map { UInt8(String(UnicodeScalar($0)), radix: 16) ?? 0 }
        self.init(bytes: stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    /// Big-endian.
    var bytes: [UInt8] {
        words.reversed().flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - $0 * 8)) } }
    }

    /// Right where neither number is twice the modulus.
    func adding(_ other: UInt256, modulo modulus: UInt256) -> UInt256 {
        var (sum, carry) = (self, false)
        for place in 0..<4 {
            let (part, first) = words[place].addingReportingOverflow(other.words[place])
            let (whole, second) = part.addingReportingOverflow(carry ? 1 : 0)
            sum.words[place] = whole
            carry = first || second
        }
        let (difference, borrow) = sum.subtracting(modulus)
        return carry || !borrow ? difference : sum
    }

    private func subtracting(_ other: UInt256) -> (UInt256, borrow: Bool) {
        var (difference, borrow) = (self, false)
        for place in 0..<4 {
            let (part, first) = words[place].subtractingReportingOverflow(other.words[place])
            let (whole, second) = part.subtractingReportingOverflow(borrow ? 1 : 0)
            difference.words[place] = whole
            borrow = first || second
        }
        return (difference, borrow)
    }
}
