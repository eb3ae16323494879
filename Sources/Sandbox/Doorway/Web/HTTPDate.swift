package import Domain

/// A moment as HTTP writes it (RFC 9110, section 5.6.7): `Sun, 22 Nov 2026 23:26:30 GMT`.
package enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    package static func text(_ time: Timestamp) -> String {
        // RFC 3339 has the same digits in another order: 2026-11-22T23:26:30Z.
        let digits = Array(time.description)
        guard digits.count == 20, let month = Int(String(digits[5...6])), months.indices.contains(month - 1) else {
            return "Thu, 01 Jan 1970 00:00:00 GMT"
        }
        let secondOfWeek = (time.secondsSince1970 % 604_800 + 604_800) % 604_800
        let weekday = days[Int(secondOfWeek / 86_400)]
        return "\(weekday), \(String(digits[8...9])) \(months[month - 1]) \(String(digits[0...3])) "
            + "\(String(digits[11...18])) GMT"
    }
}
