package import Domain

/// One account's mailboxes, over whichever protocol: IMAP or Graph.
///
/// Reading changes nothing unless `markSeen` asks for it. Every call ends by its deadline. A call may be cancelled with
/// its task. What a backend cannot do is `unsupported`, never ignored.
package protocol MailboxClient: ServiceClient {
    /// What this backend can do, for the account's page; no contact is made.
    var capabilities: BackendCapabilities { get }

    /// All mailboxes, parents before children.
    func mailboxes(_ listing: MailboxListing, until deadline: Deadline) async throws(MailError) -> [Mailbox]

    /// One page of a list, newest first in the backend's declared order.
    func messages(_ listing: MessageListing, until deadline: Deadline) async throws(MailError) -> MessagePage

    func message(
        _ reference: MessageReference, _ reading: MessageReading, until deadline: Deadline
    ) async throws(MailError) -> Message

    /// The whole message, byte for byte as the server gives it, in pieces.
    func source(
        of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError)

    /// One part, its transfer encoding undone, in pieces.
    func attachment(
        _ id: String, of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError)

    /// Puts a message into the mailbox with that role, which is made when the server has none.
    func append(
        _ message: [UInt8], toMailboxWith role: MailboxRole, flags: [MessageFlag], until deadline: Deadline
    ) async throws(MailError)

    /// Looks for a message by its `Message-ID` in the mailbox with that role. Absence proves nothing: copies take time.
    func find(
        _ messageID: InternetMessageID, inMailboxWith role: MailboxRole, until deadline: Deadline
    ) async throws(MailError) -> MessageReference?
}
