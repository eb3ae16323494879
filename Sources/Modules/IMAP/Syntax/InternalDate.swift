internal import Domain

/// Dates as IMAP writes them (RFC 9051, section 9, `date-time` and `date`).
enum InternalDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    /// 0000-01-01 and 9999-12-31.
    private static let earliest = Timestamp(secondsSince1970: -62_167_219_200)
    private static let latest = Timestamp(secondsSince1970: 253_402_214_400)
    private static let monthBytes = months.map { $0.utf8.map(\.uppercased) }

    /// Reads ` 7-Jul-1996 02:44:25 -0700`, the day with a space, a zero or one digit.
    static func timestamp(_ bytes: [UInt8]) -> Timestamp? {
        let text = bytes.drop { $0 == 0x20 }
        guard let dash = text.firstIndex(of: UInt8(ascii: "-")), (1...2).contains(dash - text.startIndex),
            text.endIndex - dash == 24
        else { return nil }
        let day = text[..<dash]
        guard
            let month = monthBytes.firstIndex(where: {
                $0.elementsEqual(text[(dash + 1)..<(dash + 4)].map(\.uppercased))
            })
        else { return nil }
        let year = text[(dash + 5)..<(dash + 9)]
        let time = text[(dash + 10)..<(dash + 18)]
        let zone = text[(dash + 19)..<(dash + 24)]
        var written: [UInt8] = []
        written.reserveCapacity(25)
        written += year
        written.append(UInt8(ascii: "-"))
        written += padded(month + 1)
        written.append(UInt8(ascii: "-"))
        if day.count == 1 { written.append(UInt8(ascii: "0")) }
        written += day
        written.append(UInt8(ascii: "T"))
        written += time
        written += zone.prefix(3)
        written.append(UInt8(ascii: ":"))
        written += zone.suffix(2)
        return Timestamp(String(decoding: written, as: UTF8.self))
    }

    /// `22-Nov-2026`, in UTC, for SEARCH. A year has four digits there: what is outside of them becomes the first or the
    /// last day that can be written.
    static func date(_ timestamp: Timestamp) -> String {
        let text = min(max(timestamp, earliest), latest).description  // 2026-11-22T…
        let parts = text.prefix { $0 != "T" }.split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]) else { return "1-Jan-1970" }  // never: the bounds see to it
        return "\(Int(parts[2]) ?? 1)-\(months[month - 1])-\(parts[0])"
    }

    private static func padded(_ number: Int) -> [UInt8] { [UInt8(0x30 + number / 10), UInt8(0x30 + number % 10)] }
}
