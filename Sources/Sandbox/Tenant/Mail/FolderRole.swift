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
}
