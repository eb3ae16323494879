import Domain

/// What the post office remembers of submissions.
struct SubmissionBook: Sendable {
    private static let capacity = 100_000
    private static let day: Duration = .seconds(86_400)
    private(set) var records: [SentRecord] = []
    private var last = 0
    /// How many recipients each mailbox addressed, and when, within the last day.
    private var addressed: [GUID: [(time: Timestamp, count: Int)]] = [:]

    /// Counts recipients against the day's limit. False, and nothing counted, when that would be too many.
    mutating func reserve(_ count: Int, of mailbox: GUID, limit: Int, at now: Timestamp) -> Bool {
        let recent = (addressed[mailbox] ?? []).filter { $0.time.advanced(by: Self.day) > now }
        guard recent.reduce(count, { $0 + $1.count }) <= limit else {
            addressed[mailbox] = recent
            return false
        }
        addressed[mailbox] = recent + [(now, count)]
        return true
    }

    mutating func enter(_ submission: PostalSubmission, at now: Timestamp) -> SentRecord {
        last += 1
        let letter = submission.letter
        let record = SentRecord(
            sequence: last, time: now, door: submission.door, client: submission.client,
            principal: submission.principal, mailbox: submission.sendingMailbox, messageID: letter.messageID,
            subject: letter.subject, from: letter.from?.address ?? "", sender: letter.sender?.address ?? "",
            recipients: submission.recipients)
        records.append(record)
        // In halves, so that dropping the oldest is rare.
        if records.count > Self.capacity { records.removeFirst(Self.capacity / 2) }
        return record
    }
}
