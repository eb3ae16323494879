package import Domain

/// A time of a follow-up flag: a wall clock's, and the name of the clock's zone.
package struct FollowUpTime: Sendable, Hashable {
    package enum Kind: String, CaseIterable, Sendable {
        case start = "startDateTime"
        case due = "dueDateTime"
        case completed = "completedDateTime"
    }

    /// `2026-01-20T11:00:00.0000000`
    package var dateTime: String
    package var timeZone: String

    package init(dateTime: String, timeZone: String) {
        self.dateTime = dateTime
        self.timeZone = timeZone
    }

    /// A moment as the clocks of a zone show it, by default as those in UTC do.
    package init(_ moment: Timestamp, timeZone: String = "UTC") {
        self.init(dateTime: "\(moment.description.prefix(19)).0000000", timeZone: timeZone)
    }
}
