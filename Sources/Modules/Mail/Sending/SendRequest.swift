package import Broker
package import Domain

/// What `sendMessage` asks for.
package struct SendRequest: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case composition(Composition)
        /// A whole message, sent as it is.
        case raw([UInt8])
    }
    package var account: AccountID
    /// Whose blobs may be attached.
    package var owner: CallerID
    package var content: Content
    /// Where bounces go; the message's `Sender` or `From` when absent.
    package var envelopeSender: String?
    /// Who gets it; everybody in `To`, `Cc` and `Bcc` when absent.
    package var envelopeRecipients: [String]?
    package var requireAllRecipients: Bool
    /// Binds this send to its content: the same key again gives the same send's result.
    package var idempotencyKey: String?

    package init(
        account: AccountID, owner: CallerID, content: Content, envelopeSender: String? = nil,
        envelopeRecipients: [String]? = nil, requireAllRecipients: Bool = false, idempotencyKey: String? = nil
    ) {
        self.account = account
        self.owner = owner
        self.content = content
        self.envelopeSender = envelopeSender
        self.envelopeRecipients = envelopeRecipients
        self.requireAllRecipients = requireAllRecipients
        self.idempotencyKey = idempotencyKey
    }
}
