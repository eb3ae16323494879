package import Domain

/// The words of a moment in UTC, from which mail, HTTP and IMAP make their dates. Beyond the years 1000 to 9999, which
/// have four digits, it is the nearest moment within.
package struct MailDate: Sendable {
    package static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    package let weekday: String
    /// Two digits.
    package let day: String
    package let month: String
    package let year: String
    /// `17:00:00`
    package let time: String

    package init(_ moment: Timestamp) {
        let seconds = min(max(moment.secondsSince1970, -30_610_224_000), 253_402_300_799)
        let pieces = Timestamp(secondsSince1970: seconds).description.split { "-TZ".contains($0) }.map(String.init)
        precondition(pieces.count == 4, "a timestamp is year, month, day and time")
        // The first day of 1970 was a Thursday; 354,291 is a multiple of 7 and more days than lie before it.
        weekday = Self.weekdays[Int((seconds + 354_291 * 86_400) / 86_400 + 4) % 7]
        (day, year, time) = (pieces[2], pieces[0], pieces[3])
        month = Self.months[(Int(pieces[1]) ?? 1) - 1]
    }

    /// `Fri, 20 Nov 2026 17:00:00 +0000` (RFC 5322, section 3.3).
    package static func text(_ moment: Timestamp) -> String { MailDate(moment).text(zone: "+0000") }

    /// `Fri, 20 Nov 2026 17:00:00 GMT` (RFC 9110, section 5.6.7).
    package static func http(_ moment: Timestamp) -> String { MailDate(moment).text(zone: "GMT") }

    private func text(zone: String) -> String { "\(weekday), \(day) \(month) \(year) \(time) \(zone)" }
}
