/// Why the post office did not take a message.
package enum SubmissionRefusal: Error, Hashable, Sendable {
    /// The one who acts may send neither as nor on behalf of that address.
    case sendAsDenied(String)
    case noRecipients
    case tooManyRecipients(limit: Int)
    /// Limit in bytes.
    case tooLarge(limit: Int)
    /// The mailbox addressed more recipients within a day than it may (reference sheet §B6).
    case quotaExceeded
    /// The sending mailbox does not exist.
    case noSuchMailbox
    /// The draft that was to be sent is gone.
    case noSuchMessage
}
