extension MailboxState {
    package func folder(_ number: FolderNumber) -> Folder? { folders[number] }

    package func folder(role: FolderRole) -> Folder? { roles[role].flatMap { folders[$0] } }

    /// The top of the tree, which has no parent.
    package var root: FolderNumber { roles[.root] ?? FolderNumber(1) }

    /// The folders directly below one, by name without case.
    ///
    /// Recoverable Items and the container of search folders lie outside the tree. Calendars, contacts and so on come
    /// only when `otherKinds` are wanted, as IMAP does.
    package func children(
        of parent: FolderNumber, includingHidden: Bool, otherKinds: Bool = false
    ) -> [Folder] {
        folders.values.filter { folder in
            folder.parent == parent && (includingHidden || !folder.isHidden) && folder.role?.isOutsideTree != true
                && (otherKinds || folder.role?.isForMail != false)
        }
        .map { (key: $0.displayName.lowercased(), folder: $0) }
        .sorted { ($0.key, $0.folder.number) < ($1.key, $1.folder.number) }
        .map(\.folder)
    }

    /// A folder and all below it, parents first.
    package func subtree(of top: FolderNumber) -> [FolderNumber] {
        var children: [FolderNumber: [FolderNumber]] = [:]
        for folder in folders.values.sorted(by: { $0.number < $1.number }) {
            if let parent = folder.parent { children[parent, default: []].append(folder.number) }
        }
        var found = [top]
        var next = 0
        while next < found.count {
            found += children[found[next]] ?? []
            next += 1
        }
        return found
    }

    package func message(_ number: MessageNumber) -> StoredMessage? { messages[number] }

    /// What a message says: grown, when it is seeded.
    package func letter(of message: StoredMessage) -> Letter { message.letter(from: grower) }

    /// By ascending UID; empty for a folder that does not exist.
    package func messages(in folder: FolderNumber) -> [MessageNumber] { folders[folder]?.messages ?? [] }

    /// The message with a UID in a folder.
    package func message(uid: UInt32, in folder: FolderNumber) -> MessageNumber? {
        guard let numbers = folders[folder]?.messages, let place = place(of: uid, in: numbers) else { return nil }
        return numbers[place]
    }

    /// By time of receipt, newest first; of the whole mailbox (Deleted Items too, Recoverable Items not) when nil.
    package func newestFirst(in folder: FolderNumber?) -> [MessageNumber] {
        guard let folder else { return allByTime.newestFirst }
        return byTime[folder]?.newestFirst ?? []
    }

    /// Where a UID stands among numbers by ascending UID.
    func place(of uid: UInt32, in numbers: [MessageNumber]) -> Int? {
        let place = numbers.partitioningIndex { messages[$0].map { $0.uid >= uid } ?? false }
        guard place < numbers.count, messages[numbers[place]]?.uid == uid else { return nil }
        return place
    }
}
