/// What happened to a folder's messages, oldest first: deltas are read from it.
struct FolderLog: Sendable {
    struct Entry: Sendable {
        let change: ChangeNumber
        let message: MessageNumber
        /// Nil when the message came or changed.
        let removal: FolderChanges.Reason?
    }

    private var entries: [Entry] = []
    /// At how many entries those that say nothing new are dropped next.
    private var limit = 1_024

    /// Adds one. `isNews` tells whether an entry is still the latest about its message in this folder.
    mutating func add(_ entry: Entry, isNews: (Entry) -> Bool) {
        entries.append(entry)
        guard entries.count >= limit else { return }
        entries.removeAll { !isNews($0) }
        limit = max(1_024, entries.count * 2)
    }

    func entries(since: ChangeNumber?) -> ArraySlice<Entry> {
        guard let since else { return entries[...] }
        return entries[entries.partitioningIndex { $0.change > since }...]
    }
}
