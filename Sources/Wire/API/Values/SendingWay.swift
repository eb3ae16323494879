/// One way out of an account.
package struct SendingWay: Codable, Sendable {
    package var by: String
    package var envelope: Bool
    package var judgesRecipients: Bool
    package var maxMessageBytes: Int?
    package var maxAttachmentBytes: Int?

    package init(
        by: String, envelope: Bool, judgesRecipients: Bool, maxMessageBytes: Int? = nil, maxAttachmentBytes: Int? = nil
    ) {
        self.by = by
        self.envelope = envelope
        self.judgesRecipients = judgesRecipients
        self.maxMessageBytes = maxMessageBytes
        self.maxAttachmentBytes = maxAttachmentBytes
    }
}

extension SendingWay: Described {
    package static let fields: [String: String] = [
        "by": "`smtp` or `graph`.",
        "envelope": "Whether `sendMessage` takes an `envelope` that differs from the headers.",
        "judgesRecipients":
            "Whether a recipient whom the server refuses is told at once. Where it is not, all count as accepted, and a "
            + "report comes into the inbox later.",
        "maxMessageBytes": "The longest message that goes as one piece, as a `raw` one does; absent without a limit.",
        "maxAttachmentBytes":
            "The longest attachment of a message that is too long for one piece; absent where there is no such way.",
    ]
}
