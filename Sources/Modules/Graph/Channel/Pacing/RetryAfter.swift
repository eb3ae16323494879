/// How long a provider wants us to wait, in the two ways that it says so (reference sheet, section C14).
enum RetryAfter {
    /// Beyond every cap of ours; only so that no number is too large to hold.
    private static let ceiling = 1e9

    /// Milliseconds, of `x-ms-retry-after-ms` or else of `Retry-After`, which are seconds, often with a fraction. Nil for
    /// anything that is not a plain decimal number, dates among them.
    static func milliseconds(_ header: (String) -> String?) -> Int? {
        number(header("x-ms-retry-after-ms")).map { whole($0) }
            ?? number(header("Retry-After")).map { whole($0 * 1_000) }
    }

    private static func number(_ text: String?) -> Double? {
        guard let text, (1...32).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double(text)
    }

    private static func whole(_ milliseconds: Double) -> Int { Int(min(milliseconds.rounded(.up), ceiling)) }
}
