extension MailboxState {
    /// What happened to a folder's messages after a change, in the order in which it happened, each message's latest
    /// only: pages of a delta begin behind the last entry that was shown.
    package func history(in folder: FolderNumber, since: ChangeNumber) -> [FolderHistoryEntry] {
        (logs[folder]?.entries(since: since) ?? []).compactMap { entry in
            let message = messages[entry.message]
            let isLatest =
                entry.removal == nil
                ? message?.folder == folder && message?.changed == entry.change : message?.folder != folder
            guard isLatest else { return nil }
            return FolderHistoryEntry(change: entry.change, message: entry.message, removal: entry.removal)
        }
    }
}
