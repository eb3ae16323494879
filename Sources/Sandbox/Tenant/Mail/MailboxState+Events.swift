extension MailboxState {
    /// So many changes at once are told one by one; more become a resync.
    private static let mostEvents = 256

    /// Remembers an event of the latest change for the watchers.
    mutating func tell(_ kind: MailboxEvent.Kind, folder: FolderNumber, message: MessageNumber?) {
        guard events.count <= Self.mostEvents else { return }
        events.append(MailboxEvent(kind, folder: folder, message: message, change: now))
    }

    /// What happened since this was last asked.
    mutating func takeEvents() -> [MailboxEvent] {
        defer { events = [] }
        return events.count <= Self.mostEvents ? events : [.resync(upTo: now)]
    }

    /// Sorts late comers in.
    mutating func tidy() {
        for folder in untidy { byTime[folder]?.tidy() }
        untidy = []
        allByTime.tidy()
    }
}
