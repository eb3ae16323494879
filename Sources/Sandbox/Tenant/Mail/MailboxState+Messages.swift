package import Domain

extension MailboxState {
    /// More messages than anybody tests with are not kept.
    private static let mostMessages = 1_000_000

    /// Puts a letter into a folder. `configure` sets what is not standard, such as `isRead`; folder and UID stay.
    @discardableResult
    package mutating func append(
        _ letter: Letter, to folder: FolderNumber, receivedAt: Timestamp,
        configure: (inout StoredMessage) -> Void = { _ in }
    ) throws(MailboxError) -> StoredMessage {
        try add(.written(letter), to: folder, receivedAt: receivedAt, configure: configure)
    }

    /// Puts one of the seeded letters into a folder; it is not grown.
    @discardableResult
    package mutating func appendSeeded(
        _ seed: SeedNumber, to folder: FolderNumber, receivedAt: Timestamp,
        configure: (inout StoredMessage) -> Void = { _ in }
    ) throws(MailboxError) -> StoredMessage {
        try add(.seeded(seed), to: folder, receivedAt: receivedAt, configure: configure)
    }

    /// Changes a message. To change what it says, set its `content` to `.written` with the new letter.
    @discardableResult
    package mutating func update(
        _ number: MessageNumber, at time: Timestamp, _ change: (inout StoredMessage) -> Void
    ) throws(MailboxError) -> StoredMessage {
        guard let old = messages[number] else { throw .noSuchMessage }
        var new = old
        new.modifiedAt = time
        change(&new)
        (new.folder, new.uid, new.arrived) = (old.folder, old.uid, old.arrived)
        let growth = new.content.heldBytes - old.content.heldBytes
        if growth > 0 { try checkRoom(for: growth) }
        usedBytes += growth
        new.changed = nextChange()
        messages.keep(new)
        reindex(old, as: new)
        count(in: old.folder, unread: (new.isRead ? 0 : 1) - (old.isRead ? 0 : 1))
        log(number, in: new.folder)
        tell(.updated, folder: new.folder, message: number)
        return new
    }

    /// Moves a message: its number stays, its UID is new. Moving it to where it is gives it a new UID too.
    @discardableResult
    package mutating func move(
        _ number: MessageNumber, to folder: FolderNumber
    ) throws(MailboxError) -> StoredMessage {
        try move(number, to: folder, leaving: .changed)
    }

    /// Makes a copy with a number and a UID of its own, which keeps times and marks.
    @discardableResult
    package mutating func copy(
        _ number: MessageNumber, to folder: FolderNumber
    ) throws(MailboxError) -> StoredMessage {
        guard let original = messages[number] else { throw .noSuchMessage }
        return try add(original.content, to: folder, receivedAt: original.receivedAt) { copy in
            let number = copy.number
            copy = original
            copy.number = number
        }
    }

    /// Deletes a message; answers it at its new place, or nil when it has none.
    @discardableResult
    package mutating func remove(
        _ number: MessageNumber, to place: Removal
    ) throws(MailboxError) -> StoredMessage? {
        guard let message = messages[number] else { throw .noSuchMessage }
        let role: FolderRole? =
            switch place {
            case .deletedItems: .deletedItems
            case .recoverable: .recoverableItems
            case .purged: nil
            }
        if let role, let folder = folder(role: role), folder.number != message.folder {
            return try move(number, to: folder.number, leaving: .deleted)
        }
        _ = nextChange()
        leave(message)
        if isListed(message.folder) { allByTime.remove(number, receivedAt: message.receivedAt) }
        forget(number)
        log(number, in: message.folder, removal: .deleted)
        tell(.deleted, folder: message.folder, message: number)
        return nil
    }

    private mutating func add(
        _ content: StoredMessage.Content, to folder: FolderNumber, receivedAt: Timestamp,
        configure: (inout StoredMessage) -> Void
    ) throws(MailboxError) -> StoredMessage {
        let uid = try nextUID(in: folder)
        guard messages.count < Self.mostMessages else { throw .quotaExceeded }
        try checkRoom(for: content.heldBytes)
        var message = StoredMessage(
            number: messages.nextNumber, folder: folder, uid: uid, receivedAt: receivedAt,
            changed: nextChange(), content: content)
        configure(&message)
        (message.folder, message.uid, message.changed, message.arrived) = (folder, uid, now, now)
        messages.keep(message)
        usedBytes += message.content.heldBytes
        if isListed(folder) { allByTime.insert(message.number, receivedAt: message.receivedAt) }
        enter(message)
        tell(.created, folder: folder, message: message.number)
        return message
    }

    private mutating func move(
        _ number: MessageNumber, to folder: FolderNumber, leaving reason: FolderChanges.Reason
    ) throws(MailboxError) -> StoredMessage {
        guard var message = messages[number] else { throw .noSuchMessage }
        let uid = try nextUID(in: folder)
        let old = message
        let change = nextChange()
        leave(old)
        (message.folder, message.uid) = (folder, uid)
        (message.changed, message.arrived) = (change, change)
        if reason == .deleted { message.isMarkedDeleted = false }
        messages.keep(message)
        log(number, in: old.folder, removal: reason)
        if isListed(old.folder) != isListed(folder) {
            if isListed(folder) {
                allByTime.insert(number, receivedAt: message.receivedAt)
            } else {
                allByTime.remove(number, receivedAt: message.receivedAt)
            }
        }
        enter(message)
        tell(.moved(from: old.folder), folder: folder, message: number)
        return message
    }
}
