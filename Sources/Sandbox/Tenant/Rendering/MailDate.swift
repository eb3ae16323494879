package import Domain

/// Dates as mail writes them (RFC 5322, section 3.3), in UTC.
package enum MailDate {
    /// `Fri, 20 Nov 2026 17:00:00 +0000`. Years beyond four digits, which no mail has, become the nearest one.
    package static func text(_ moment: Timestamp) -> String {
        let seconds = min(max(moment.secondsSince1970, 0), 253_402_300_799)
        let pieces = Timestamp(secondsSince1970: seconds).description.split { "-T:Z".contains($0) }
        guard pieces.count == 6, let month = Int(pieces[1]), (1...12).contains(month) else { return "" }
        let weekday = weekdays[Int((seconds / 86_400 + 4) % 7)]
        let time = "\(pieces[3]):\(pieces[4]):\(pieces[5])"
        return "\(weekday), \(pieces[2]) \(months[month - 1]) \(pieces[0]) \(time) +0000"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
