/// Why a send failed, in the form that is kept and told again under the same idempotency key.
package struct SendFailure: Sendable, Hashable, Codable {
    /// A temporary failure may be tried again under the same key; a permanent one is told again.
    package var isTemporary: Bool
    package var recipients: [RecipientResult]
    package var reply: ServerReply?
    package var refusal: Refusal?
    /// One lower-case phrase for a person.
    package var reason: String

    package init(
        isTemporary: Bool, recipients: [RecipientResult] = [], reply: ServerReply? = nil,
        refusal: Refusal? = nil, reason: String
    ) {
        self.isTemporary = isTemporary
        self.recipients = recipients
        self.reply = reply
        self.refusal = refusal
        self.reason = reason
    }
}
