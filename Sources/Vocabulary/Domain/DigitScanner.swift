/// Walks over the fixed-width fields of an RFC 3339 time.
struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Character) -> Bool {
        guard rest.first == character.asciiValue else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly `width` digits.
    mutating func number(_ width: Int) -> Int64? {
        let field = rest.prefix(width)
        guard field.count == width, field.allSatisfy(Self.isDigit) else { return nil }
        rest.removeFirst(width)
        return field.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    /// Passes over `.` and its digits; false for a point without digits.
    mutating func fraction() -> Bool {
        guard take(".") else { return true }
        let digits = rest.prefix(while: Self.isDigit).count
        rest.removeFirst(digits)
        return digits > 0
    }

    /// Seconds east of UTC: `Z`, or `+hh:mm`.
    mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64 = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
