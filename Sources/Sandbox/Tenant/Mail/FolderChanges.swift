/// What happened to the messages of one folder since some moment.
package struct FolderChanges: Sendable {
    package enum Reason: String, Hashable, Sendable {
        case deleted
        /// It left the folder and lives on elsewhere.
        case changed
    }

    /// Messages in the folder that came or changed, oldest change first.
    package var changed: [MessageNumber]
    /// Messages that are no longer in it, in the order in which they went.
    package var removed: [(message: MessageNumber, reason: Reason)]
    /// Where to ask on from.
    package var upTo: ChangeNumber
}
