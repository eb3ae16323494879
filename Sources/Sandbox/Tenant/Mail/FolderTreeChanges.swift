/// What happened to the folders of a mailbox since some moment.
package struct FolderTreeChanges: Sendable {
    /// Folders that came or changed (their name, parent or counts), oldest change first; never the root.
    package var changed: [FolderNumber]
    /// Folders that are gone for good, in the order in which they went.
    package var removed: [FolderNumber]
    package var upTo: ChangeNumber
}
