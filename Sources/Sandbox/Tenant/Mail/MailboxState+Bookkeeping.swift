extension MailboxState {
    /// Whether the list of the whole mailbox shows a folder's messages.
    func isListed(_ folder: FolderNumber) -> Bool { folders[folder]?.role != .recoverableItems }

    /// Takes a message, whose folder and UID are set, into its folder as the latest change.
    mutating func enter(_ message: StoredMessage) {
        let now = now
        amend(message.folder) { folder in
            folder.messages.append(message.number)
            folder.nextUID = message.uid + 1
            folder.unreadCount += message.isRead ? 0 : 1
            folder.changed = now
        }
        byTime[message.folder]?.insert(message.number, receivedAt: message.receivedAt)
        untidy.insert(message.folder)
        log(message.number, in: message.folder)
    }

    /// Takes a message out of its folder as the latest change; logging it is left to the caller, once it is elsewhere.
    mutating func leave(_ message: StoredMessage) {
        let now = now
        let place = place(of: message.uid, in: folders[message.folder]?.messages ?? [])
        amend(message.folder) { folder in
            if let place { folder.messages.remove(at: place) }
            folder.unreadCount -= message.isRead ? 0 : 1
            folder.changed = now
        }
        byTime[message.folder]?.remove(message.number, receivedAt: message.receivedAt)
    }

    /// Follows a change of the time of receipt.
    mutating func reindex(_ old: StoredMessage, as new: StoredMessage) {
        guard old.receivedAt != new.receivedAt else { return }
        byTime[new.folder]?.remove(new.number, receivedAt: old.receivedAt)
        byTime[new.folder]?.insert(new.number, receivedAt: new.receivedAt)
        untidy.insert(new.folder)
        guard isListed(new.folder) else { return }
        allByTime.remove(new.number, receivedAt: old.receivedAt)
        allByTime.insert(new.number, receivedAt: new.receivedAt)
    }

    /// Counts messages that became unread, or, below zero, read.
    mutating func count(in folder: FolderNumber, unread: Int) {
        guard unread != 0 else { return }
        let now = now
        amend(folder) { folder in
            folder.unreadCount += unread
            folder.changed = now
        }
    }

    /// The UID that the next message in a folder gets. Throws when the folder takes none.
    func nextUID(in folder: FolderNumber) throws(MailboxError) -> UInt32 {
        guard let home = folders[folder] else { throw .noSuchFolder }
        guard home.search == nil else { throw .folderHoldsNoMail }
        return home.nextUID
    }

    func checkRoom(for bytes: Int) throws(MailboxError) {
        if let quotaBytes, usedBytes + bytes > quotaBytes { throw .quotaExceeded }
    }

    /// Drops a message that no folder has any more.
    mutating func forget(_ number: MessageNumber) {
        guard let message = messages.remove(number) else { return }
        usedBytes -= message.content.heldBytes
    }
}
