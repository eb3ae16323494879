/// The provider's word that it has the message.
package struct SubmissionReceipt: Sendable, Hashable, Codable {
    package var reply: ServerReply
    /// What the server calls the message, where its reply tells (`queued as …`).
    package var queueID: String?
    /// One for each recipient of the envelope, in order.
    package var recipients: [RecipientResult]

    package init(reply: ServerReply, queueID: String? = nil, recipients: [RecipientResult]) {
        self.reply = reply
        self.queueID = queueID
        self.recipients = recipients
    }
}
