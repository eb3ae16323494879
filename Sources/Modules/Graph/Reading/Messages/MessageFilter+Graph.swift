internal import Domain
internal import Mail

extension MessageFilter {
    /// As `$filter`; nil when every message matches.
    ///
    /// What is sorted by has to stand first in the filter, or Graph refuses it (reference sheet, section C3); so a time
    /// that every message is later than is named where the caller names none.
    var expression: String? {
        guard self != MessageFilter() else { return nil }
        var conditions: [String] = []
        if let since { conditions.append("receivedDateTime ge \(Self.time(since))") }
        if let before { conditions.append("receivedDateTime lt \(Self.time(before))") }
        if conditions.isEmpty { conditions.append("receivedDateTime ge \(Self.earliest)") }
        if unseenOnly { conditions.append("isRead eq false") }
        return conditions.joined(separator: " and ")
    }

    /// Exchange counts time from 1601 on (FILETIME), and Graph takes years of four digits.
    private static func time(_ moment: Timestamp) -> Timestamp { min(max(moment, earliest), latest) }

    private static let earliest = Timestamp(secondsSince1970: -11_644_473_600)
    private static let latest = Timestamp(secondsSince1970: 253_402_300_799)
}
