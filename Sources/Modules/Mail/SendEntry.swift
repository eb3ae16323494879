package import Domain

/// One send, as the journal keeps it. The message itself is not kept: whoever has it sent again gives it again.
package struct SendEntry: Sendable, Hashable {
    package var id: String
    package var account: AccountID
    package var idempotencyKey: String?
    /// SHA-256 over everything that makes this message this message; binds the key to the content.
    package var contentHash: [UInt8]
    /// SHA-256 over the request as it came, with the names of its blobs: it can be made when they are gone. Nil in entries
    /// from before there were blobs.
    package var requestHash: [UInt8]?
    package var messageID: InternetMessageID
    /// Of the last attempt.
    package var envelope: Envelope
    /// The way out that was chosen last: it is asked what became of the message.
    package var way: MailServiceKind
    /// Also the message's own date, which a second attempt has again.
    package var createdAt: Timestamp
    package var state: SendState

    package init(
        id: String, account: AccountID, idempotencyKey: String?, contentHash: [UInt8], requestHash: [UInt8]?,
        messageID: InternetMessageID, envelope: Envelope, way: MailServiceKind, createdAt: Timestamp, state: SendState
    ) {
        self.id = id
        self.account = account
        self.idempotencyKey = idempotencyKey
        self.contentHash = contentHash
        self.requestHash = requestHash
        self.messageID = messageID
        self.envelope = envelope
        self.way = way
        self.createdAt = createdAt
        self.state = state
    }
}
