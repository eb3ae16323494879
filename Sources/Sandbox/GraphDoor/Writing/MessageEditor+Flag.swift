internal import Domain
internal import JSON
internal import Tenant

/// The follow-up flag and its times.
extension MessageEditor {
    private static let flagMembers = Set(["flagStatus"] + FollowUpTime.Kind.allCases.map(\.rawValue))

    /// A due date needs a start date (reference sheet §C8). What the request does not name stays; a message without flag
    /// has no times, and one that is done has the time when it was.
    mutating func setFlag(_ value: JSONValue) throws(GraphError) {
        let flag = try PropertyReader.object(
            value, "flag", type: "microsoft.graph.followupFlag", members: Self.flagMembers)
        let times = try Self.times(in: flag)
        guard times[.due] == nil || times[.start] != nil else {
            throw .argument("The flag's due date needs a start date.")
        }
        if let status = flag["flagStatus"], !status.isNull {
            fields.followUp = try PropertyReader.choice(
                status, "flagStatus", among: [.notFlagged, .flagged, .complete])
        }
        for kind in FollowUpTime.Kind.allCases where flag[kind.rawValue] != nil {
            fields.followUpTimes[kind] = times[kind]
        }
        switch fields.followUp {
        case .notFlagged: fields.followUpTimes = [:]
        case .flagged: fields.followUpTimes[.completed] = nil
        case .complete: fields.followUpTimes[.completed] = fields.followUpTimes[.completed] ?? FollowUpTime(now)
        }
    }

    /// Those that are there and not null.
    private static func times(in flag: [String: JSONValue]) throws(GraphError) -> [FollowUpTime.Kind: FollowUpTime] {
        var times: [FollowUpTime.Kind: FollowUpTime] = [:]
        for kind in FollowUpTime.Kind.allCases {
            guard let value = flag[kind.rawValue], !value.isNull else { continue }
            times[kind] = try time(value, kind.rawValue)
        }
        return times
    }

    private static func time(_ value: JSONValue, _ name: String) throws(GraphError) -> FollowUpTime {
        let type = "microsoft.graph.dateTimeTimeZone"
        let members = try PropertyReader.object(value, name, type: type, members: ["dateTime", "timeZone"])
        let text = try PropertyReader.text(members["dateTime"] ?? .null, "dateTime")
        let zone = try PropertyReader.text(members["timeZone"] ?? .null, "timeZone")
        guard (1...128).contains(zone.utf8.count) else { throw .wrongType(name, expected: type) }
        // A time with an offset is a moment; one without is what the zone's clocks show.
        if let moment = Timestamp(text) { return FollowUpTime(moment) }
        guard let wall = Timestamp("\(text)Z") ?? Timestamp("\(text)T00:00:00Z") else {
            throw .wrongType(name, expected: type)
        }
        return FollowUpTime(wall, timeZone: zone)
    }
}
