/// A moment in UTC, to the second. On the wire it is RFC 3339: `2026-11-22T18:00:00Z`.
package struct Timestamp: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
    package let secondsSince1970: Int64

    package init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    package static func < (earlier: Timestamp, later: Timestamp) -> Bool {
        earlier.secondsSince1970 < later.secondsSince1970
    }

    package func advanced(by duration: Duration) -> Timestamp {
        Timestamp(secondsSince1970: secondsSince1970 + duration.components.seconds)
    }

    package func duration(to other: Timestamp) -> Duration { .seconds(other.secondsSince1970 - secondsSince1970) }
}

extension Timestamp: CustomStringConvertible {
    package var description: String {
        let days = secondsSince1970.flooredQuotient(by: 86_400)
        let second = secondsSince1970 - days * 86_400
        let (year, month, day) = CivilDate.date(daysSince1970: days)
        return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))T"
            + "\((second / 3_600).padded(2)):\((second / 60 % 60).padded(2)):\((second % 60).padded(2))Z"
    }
}

extension Timestamp {
    /// Reads RFC 3339 with any offset; a fraction of a second is dropped. `nil` when it is not a real moment.
    package init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), scanner.take("T") || scanner.take("t") || scanner.take(" "),
            let hour = scanner.number(2), scanner.take(":"), let minute = scanner.number(2), scanner.take(":"),
            let second = scanner.number(2), scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd,
            (1...12).contains(month), (1...CivilDate.days(inMonth: month, of: year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let days = CivilDate.daysSince1970(year: year, month: month, day: day)
        self.init(secondsSince1970: days * 86_400 + hour * 3_600 + minute * 60 + second - offset)
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let timestamp = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an RFC 3339 time such as 2026-11-22T18:00:00Z")
        }
        self = timestamp
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that times before 1970 come out right.
    func flooredQuotient(by divisor: Int64) -> Int64 { (self - ((self % divisor) + divisor) % divisor) / divisor }

    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
