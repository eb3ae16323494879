internal import Domain

extension SubmissionReceipt {
    /// The answer was lost, but the provider's own copy was found: the message was taken.
    init(foundFor envelope: Envelope) {
        let reply = ServerReply(code: 250, text: "the answer was lost; the message was found in the sent mailbox")
        let recipients = envelope.recipients.indices.map { RecipientResult(index: $0, accepted: true, reply: reply) }
        self.init(reply: reply, recipients: recipients)
    }
}
