/// The folders and messages of a mailbox, and their history. All operations are synchronous; `Mailbox` locks it.
package struct MailboxState: Sendable {
    package internal(set) var folders: [FolderNumber: Folder] = [:]
    var messages = MessageTable()
    let grower: any Grower
    /// How many bytes of mail that was not seeded it may hold; nil: any number.
    package var quotaBytes: Int?
    package internal(set) var usedBytes = 0
    /// The number of the latest change.
    package internal(set) var now = ChangeNumber(0)

    var lastFolder: UInt32 = 0
    /// Without Recoverable Items.
    var allByTime = TimeIndex()
    var byTime: [FolderNumber: TimeIndex] = [:]
    /// Folders whose time index has late comers.
    var untidy: Set<FolderNumber> = []
    var logs: [FolderNumber: FolderLog] = [:]
    var removedFolders: [(change: ChangeNumber, folder: FolderNumber)] = []
    var events: [MailboxEvent] = []
    private(set) var roles: [FolderRole: FolderNumber] = [:]

    /// A mailbox with the root and a default folder for each role that has a name, in the order of `FolderRole`'s cases.
    ///
    /// `names` is what the mailbox's language calls them; a role that is missing has no folder (an archive, say).
    package init(grower: any Grower, names: [FolderRole: String] = Self.englishNames, facts: FactSheet = FactSheet()) {
        self.grower = grower
        quotaBytes = facts[Facts.quotaBytes] > 0 ? facts[Facts.quotaBytes] : nil
        let root = addFolder(named: names[.root] ?? FolderRole.root.englishName, in: nil, role: .root)
        let problems: Set<FolderRole> = [.conflicts, .localfailures, .serverfailures]
        for role in FolderRole.allCases where role != .root && !problems.contains(role) {
            if let name = names[role] { _ = addFolder(named: name, in: root, role: role) }
        }
        for role in FolderRole.allCases where problems.contains(role) {
            if let name = names[role] { _ = addFolder(named: name, in: roles[.syncissues] ?? root, role: role) }
        }
    }

    /// What most English mailboxes have.
    package static let englishNames = Dictionary(
        uniqueKeysWithValues: [
            FolderRole.inbox, .drafts, .archive, .outbox, .sentItems, .deletedItems, .junkEmail, .conversationhistory,
            .recoverableItems, .searchfolders,
        ].map { ($0, $0.englishName) })

    /// Makes a folder; the caller checked everything.
    mutating func addFolder(named name: String, in parent: FolderNumber?, role: FolderRole?) -> FolderNumber {
        lastFolder += 1
        let number = FolderNumber(lastFolder)
        folders[number] = Folder(
            number: number, parent: parent, displayName: name, role: role, uidValidity: lastFolder,
            changed: nextChange())
        byTime[number] = TimeIndex()
        logs[number] = FolderLog()
        if let role { roles[role] = number }
        tell(.created, folder: number, message: nil)
        return number
    }

    mutating func nextChange() -> ChangeNumber {
        now = ChangeNumber(now.value + 1)
        return now
    }
}
