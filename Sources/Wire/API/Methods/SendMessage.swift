package import Domain

/// Sends a message and waits for the result.
package enum SendMessage: APIMethod {
    package static let name = "sendMessage"
    package static let summary = "Sends a message and waits for the result."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var composition: Composition
        package var raw: Base64?
        package var envelope: EnvelopeAddresses?
        package var idempotencyKey: String?
        package var requireAllRecipients: Bool?
        package var timeoutMs: Int?

        package init(
            account: AccountID, composition: Composition, raw: Base64? = nil, envelope: EnvelopeAddresses? = nil,
            idempotencyKey: String? = nil, requireAllRecipients: Bool? = nil, timeoutMs: Int? = nil
        ) {
            self.account = account
            self.composition = composition
            self.raw = raw
            self.envelope = envelope
            self.idempotencyKey = idempotencyKey
            self.requireAllRecipients = requireAllRecipients
            self.timeoutMs = timeoutMs
        }

        private enum CodingKeys: CodingKey {
            case account, raw, envelope, idempotencyKey, requireAllRecipients, timeoutMs
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            account = try container.decode(AccountID.self, forKey: .account)
            composition = try Composition(from: decoder)
            raw = try container.decodeIfPresent(Base64.self, forKey: .raw)
            envelope = try container.decodeIfPresent(EnvelopeAddresses.self, forKey: .envelope)
            idempotencyKey = try container.decodeIfPresent(String.self, forKey: .idempotencyKey)
            requireAllRecipients = try container.decodeIfPresent(Bool.self, forKey: .requireAllRecipients)
            timeoutMs = try container.decodeIfPresent(Int.self, forKey: .timeoutMs)
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(account, forKey: .account)
            try composition.encode(to: encoder)
            try container.encodeIfPresent(raw, forKey: .raw)
            try container.encodeIfPresent(envelope, forKey: .envelope)
            try container.encodeIfPresent(idempotencyKey, forKey: .idempotencyKey)
            try container.encodeIfPresent(requireAllRecipients, forKey: .requireAllRecipients)
            try container.encodeIfPresent(timeoutMs, forKey: .timeoutMs)
        }
    }

    package struct Result: Codable, Sendable {
        package var messageId: String
        package var outcome: SendOutcome
        package var queueId: String?
        package var reply: String?
        package var recipients: [RecipientOutcome]
        package var sentCopy: SentCopyOutcome
        package var replayed: Bool

        package init(
            messageId: String, outcome: SendOutcome, queueId: String? = nil, reply: String? = nil,
            recipients: [RecipientOutcome], sentCopy: SentCopyOutcome, replayed: Bool
        ) {
            self.messageId = messageId
            self.outcome = outcome
            self.queueId = queueId
            self.reply = reply
            self.recipients = recipients
            self.sentCopy = sentCopy
            self.replayed = replayed
        }
    }

    package static let fields: [String: String] = Composition.fields.merging([
        "account": "The account.",
        "raw": "The whole message instead of its parts, sent as it is.",
        "envelope": "Who it is really from and to; taken from the headers when absent.",
        "idempotencyKey":
            "Names this send: the same key and content again gives the same result and sends nothing twice.",
        "requireAllRecipients": "Whether one refused recipient stops the message for all; false when absent.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]) { $1 }
    package static let resultFields: [String: String] = [
        "messageId": "The `Message-ID` it went out with.",
        "outcome": "How it ended.",
        "queueId": "What the server calls it, where its reply tells.",
        "reply": "The server's words.",
        "recipients": "What became of each recipient.",
        "sentCopy": "What became of the copy for the sender.",
        "replayed": "True when this is the result of an earlier request with the same key.",
    ]
    package static let errors: [ErrorKind] =
        ErrorKind.ofAccount
        + [.conflict, .sendOutcomeUnknown, .recipientRejected, .messageRejected, .quotaExceeded, .unsupported]
    package static let examples = [
        Example(
            "a short note",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","to":[{"name":"Bob","address":"bob@example.com"}],"subject":"Re: Lunch?","text":"At one.","inReplyTo":"<1@example.com>","idempotencyKey":"reply-1"}
                """#,
            result: #"""
                {"messageId":"<k3v9x2m5@example.com>","outcome":"sent","queueId":"BA238FBA910","reply":"2.0.0 Ok: queued as BA238FBA910","recipients":[{"index":0,"accepted":true,"status":250,"code":"2.1.5","reply":"Ok"}],"sentCopy":"appended","replayed":false}
                """#),
        Example(
            "with a file that was uploaded before",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","to":[{"address":"bob@example.com"}],"subject":"The film","text":"Here it is.","attachments":[{"filename":"film.mp4","contentType":"video/mp4","blob":"blb_mzxw6ytboi3dgnjqgq2tknru"}]}
                """#,
            result: #"""
                {"messageId":"<m5k3v9x2@example.com>","outcome":"sent","recipients":[{"index":0,"accepted":true,"status":202,"reply":"Accepted"}],"sentCopy":"server","replayed":false}
                """#),
    ]
}
