/// One folder of a mailbox.
package struct Folder: Sendable {
    package let number: FolderNumber
    /// Nil for the root alone.
    package var parent: FolderNumber?
    /// As the mailbox's language calls it. May hold `/`.
    package var displayName: String
    package var role: FolderRole?
    package var isHidden = false
    /// IMAP's; a small number at Exchange (reference sheet §B3).
    package var uidValidity: UInt32
    package var nextUID: UInt32 = 1
    package var unreadCount = 0
    /// Its messages by ascending UID.
    package var messages: [MessageNumber] = []
    /// Set for a search folder, which has no messages of its own.
    package var search: FolderSearch?
    /// When it last changed itself (name, parent, counts).
    package var changed: ChangeNumber

    package init(
        number: FolderNumber, parent: FolderNumber?, displayName: String, role: FolderRole? = nil, uidValidity: UInt32,
        changed: ChangeNumber
    ) {
        self.number = number
        self.parent = parent
        self.displayName = displayName
        self.role = role
        self.uidValidity = uidValidity
        self.changed = changed
    }
}
