/// One thing that happened to a message in a folder.
package struct FolderHistoryEntry: Hashable, Sendable {
    package let change: ChangeNumber
    package let message: MessageNumber
    /// Nil when it came or changed.
    package let removal: FolderChanges.Reason?
}
