/// The well-known folders; the raw value is Graph's name for it (reference sheet §C2).
package enum FolderRole: String, CaseIterable, Hashable, Sendable {
    case root = "msgfolderroot"
    case inbox, drafts, archive, outbox, conversationhistory
    case sentItems = "sentitems"
    case deletedItems = "deleteditems"
    case junkEmail = "junkemail"
    case clutter, conflicts, localfailures, serverfailures, syncissues, searchfolders, scheduled
    case recoverableItems = "recoverableitemsdeletions"
    /// Not Graph's: folders of other kinds that IMAP lists all the same (§B3).
    case calendar, contacts, tasks, journal, notes

    /// False for those that IMAP shows and Graph's mail folders do not.
    package var isForMail: Bool {
        switch self {
        case .calendar, .contacts, .tasks, .journal, .notes: false
        default: true
        }
    }

    /// Whether it lies beside the tree under the root, where no listing comes.
    package var isOutsideTree: Bool { self == .recoverableItems || self == .searchfolders }

    /// What it is called in an English mailbox (reference sheet §B3).
    package var englishName: String {
        switch self {
        case .root: "Top of Information Store"
        case .inbox: "Inbox"
        case .drafts: "Drafts"
        case .archive: "Archive"
        case .outbox: "Outbox"
        case .conversationhistory: "Conversation History"
        case .sentItems: "Sent Items"
        case .deletedItems: "Deleted Items"
        case .junkEmail: "Junk Email"
        case .clutter: "Clutter"
        case .conflicts: "Conflicts"
        case .localfailures: "Local Failures"
        case .serverfailures: "Server Failures"
        case .syncissues: "Sync Issues"
        case .searchfolders: "Search Folders"
        case .scheduled: "Scheduled"
        case .recoverableItems: "Deletions"
        case .calendar: "Calendar"
        case .contacts: "Contacts"
        case .tasks: "Tasks"
        case .journal: "Journal"
        case .notes: "Notes"
        }
    }
}
