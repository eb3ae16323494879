import Domain
import Tenant

/// Dates as IMAP writes them: `22-Nov-2026`, and `" 2-Nov-2026 18:00:00 +0000"` (RFC 3501, section 9).
enum IMAPDate {
    static let secondsPerDay: Int64 = 86_400

    /// The first second of a day, for SEARCH. Nil when there is no such day.
    static func day(_ text: String) -> Timestamp? {
        let fields = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 3, (1...2).contains(fields[0].utf8.count), fields[2].utf8.count == 4,
            let month = MailDate.months.firstIndex(where: { $0.lowercased() == fields[1].lowercased() })
        else { return nil }
        return Timestamp("\(fields[2])-\(padded(month + 1))-\(padded(fields[0]))T00:00:00Z")
    }

    /// A `date-time` without its quotes: `22-Nov-2026 18:00:00 +0100`.
    static func moment(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 3, let day = day(words[0]), words[2].utf8.count == 5 else { return nil }
        let zone = "\(words[2].prefix(3)):\(words[2].suffix(2))"
        return Timestamp("\(day.description.prefix(11))\(words[1])\(zone)")
    }

    /// In UTC, and with a space rather than a zero before a day of one digit.
    static func text(_ moment: Timestamp) -> String {
        let date = MailDate(moment)
        let day = date.day.first == "0" ? " \(date.day.dropFirst())" : date.day
        return "\(day)-\(date.month)-\(date.year) \(date.time) +0000"
    }

    private static func padded(_ number: some CustomStringConvertible) -> String {
        number.description.utf8.count < 2 ? "0\(number)" : "\(number)"
    }
}
