internal import Mail

extension SubmissionReceipt {
    /// Graph judges no recipient: all count as accepted, and reports of refusals come as mail (reference sheet, section C7).
    init(acceptedByGraph message: OutboundMessage, status: Int) {
        let reply = ServerReply(code: status, text: "accepted by Graph")
        self.init(
            reply: reply,
            recipients: message.envelope.recipients.indices.map {
                RecipientResult(index: $0, accepted: true, reply: reply)
            })
    }
}
