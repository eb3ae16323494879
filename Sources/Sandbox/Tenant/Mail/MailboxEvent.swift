/// One thing that happened in a mailbox.
package struct MailboxEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case created
        case updated
        /// Gone for good.
        case deleted
        /// The event's folder is where it came to.
        case moved(from: FolderNumber)
        /// More happened than is told one by one: look again at everything.
        case resync
    }

    package var kind: Kind
    /// Nil for a resync.
    package var folder: FolderNumber?
    /// Nil when the folder itself is meant.
    package var message: MessageNumber?
    package var change: ChangeNumber

    package init(_ kind: Kind, folder: FolderNumber?, message: MessageNumber? = nil, change: ChangeNumber) {
        self.kind = kind
        self.folder = folder
        self.message = message
        self.change = change
    }

    package static func resync(upTo change: ChangeNumber) -> MailboxEvent {
        MailboxEvent(.resync, folder: nil, change: change)
    }
}
