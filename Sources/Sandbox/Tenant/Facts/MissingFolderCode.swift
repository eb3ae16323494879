/// The code of the 404 for a well-known folder that a mailbox does not have.
package enum MissingFolderCode: String, CaseIterable, Sendable, FactValue {
    case itemNotFound = "ErrorItemNotFound"
    case folderNotFound = "ErrorFolderNotFound"
}
