/// What became of one recipient.
package struct RecipientOutcome: Codable, Sendable {
    package var index: Int
    package var accepted: Bool
    package var status: Int
    package var code: String?
    package var reply: String

    package init(
        index: Int, accepted: Bool, status: Int, code: String? = nil, reply: String
    ) {
        self.index = index
        self.accepted = accepted
        self.status = status
        self.code = code
        self.reply = reply
    }
}

extension RecipientOutcome: Described {
    package static let fields: [String: String] = [
        "index": "Its place in the envelope: `to`, then `cc`, then `bcc`.",
        "accepted": "Whether the server took the message for it.",
        "status": "The SMTP reply code.",
        "code": "The enhanced status code (RFC 3463).",
        "reply": "The server's words.",
    ]
}
