package import Domain

/// One send, as the journal keeps it.
package struct SendEntry: Sendable, Hashable {
    package var id: String
    package var account: AccountID
    package var idempotencyKey: String?
    /// SHA-256 over everything that makes this message this message; binds the key to the content.
    package var contentHash: [UInt8]
    package var messageID: InternetMessageID
    package var envelope: Envelope
    /// The composed message, sealed under the outbox data key; empty once nothing can need it again.
    package var sealedMessage: [UInt8]
    package var createdAt: Timestamp
    package var state: SendState

    package init(
        id: String, account: AccountID, idempotencyKey: String?, contentHash: [UInt8], messageID: InternetMessageID,
        envelope: Envelope, sealedMessage: [UInt8], createdAt: Timestamp, state: SendState
    ) {
        self.id = id
        self.account = account
        self.idempotencyKey = idempotencyKey
        self.contentHash = contentHash
        self.messageID = messageID
        self.envelope = envelope
        self.sealedMessage = sealedMessage
        self.createdAt = createdAt
        self.state = state
    }
}
