extension MailboxState {
    /// What happened to a folder's messages after a change; with nil, all that are in it, as if they had just come.
    package func changes(in folder: FolderNumber, since: ChangeNumber?) -> FolderChanges {
        var changes = FolderChanges(changed: [], removed: [], upTo: now)
        var gone: Set<MessageNumber> = []
        for entry in logs[folder]?.entries(since: since) ?? [] {
            let message = messages[entry.message]
            if let reason = entry.removal {
                guard since != nil, message?.folder != folder, gone.insert(entry.message).inserted else { continue }
                changes.removed.append((entry.message, reason))
            } else if message?.folder == folder, message?.changed == entry.change {
                changes.changed.append(entry.message)
            }
        }
        return changes
    }

    /// What happened to the folders after a change; with nil, all that there are.
    package func folderChanges(since: ChangeNumber?) -> FolderTreeChanges {
        let changed = folders.values
            .filter { $0.parent != nil && isLater($0.changed, than: since) }
            .sorted { $0.changed < $1.changed }
        let removed = since.map { since in removedFolders.filter { $0.change > since }.map(\.folder) } ?? []
        return FolderTreeChanges(changed: changed.map(\.number), removed: removed, upTo: now)
    }

    private func isLater(_ change: ChangeNumber, than since: ChangeNumber?) -> Bool {
        since.map { change > $0 } ?? true
    }

    /// Logs that a message came into a folder or changed there.
    mutating func log(_ message: MessageNumber, in folder: FolderNumber, removal: FolderChanges.Reason? = nil) {
        let messages = messages
        logs[folder]?.add(.init(change: now, message: message, removal: removal)) { entry in
            let current = messages[entry.message]
            return entry.removal != nil
                ? current?.folder != folder : current?.folder == folder && current?.changed == entry.change
        }
    }
}
