/// Base64 as mail has it (RFC 2045, section 6.8): whatever is not of the alphabet is passed over, and padding may be
/// missing, or stand in the middle where two encodings were joined.
struct Base64Decoder: Sendable {
    private var buffer: UInt32 = 0
    private var digits = 0

    mutating func decode(_ piece: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(piece.count / 4 * 3 + 3)
        for byte in piece {
            let value = Self.values[Int(byte)]
            if value < 64 {
                buffer = buffer << 6 | UInt32(value)
                digits += 1
                if digits == 4 {
                    output.append(UInt8(truncatingIfNeeded: buffer >> 16))
                    output.append(UInt8(truncatingIfNeeded: buffer >> 8))
                    output.append(UInt8(truncatingIfNeeded: buffer))
                    digits = 0
                }
            } else if byte == UInt8(ascii: "=") {
                output += finish()
            }
        }
        return output
    }

    /// The bytes of a group that is not full.
    mutating func finish() -> [UInt8] {
        defer { digits = 0 }
        return switch digits {
        case 2: [UInt8(truncatingIfNeeded: buffer >> 4)]
        case 3: [UInt8(truncatingIfNeeded: buffer >> 10), UInt8(truncatingIfNeeded: buffer >> 2)]
        default: []
        }
    }

    /// The value of each digit; 64 for what is none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()
}
