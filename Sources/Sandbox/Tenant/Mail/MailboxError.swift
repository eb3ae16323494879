/// Why a mailbox did not do something.
package enum MailboxError: Error, Hashable, Sendable {
    case noSuchFolder
    case noSuchMessage
    /// A sibling has that name, whatever its case.
    case folderExists
    /// Default folders are neither renamed, moved nor deleted.
    case folderIsDefault
    /// Empty, or over 255 characters.
    case folderNameInvalid
    /// A folder cannot go into itself or below.
    case folderWouldContainItself
    /// More than 300 folders deep.
    case folderTooDeep
    /// A search folder only shows mail of others.
    case folderHoldsNoMail
    /// The mailbox has more bytes (`mail.quotaBytes`), messages or folders than it may.
    case quotaExceeded
}
