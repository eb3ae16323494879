package import Domain

/// Returns one message: its summary, its texts and what is attached.
package enum GetMessage: APIMethod {
    package static let name = "getMessage"
    package static let summary = "Returns one message: its summary, its texts and what is attached."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var message: MessageID
        package var text: Bool?
        package var html: Bool?
        package var headers: Bool?
        package var maxTextBytes: Int?
        package var markSeen: Bool?
        package var timeoutMs: Int?

        package init(
            account: AccountID, message: MessageID, text: Bool? = nil, html: Bool? = nil, headers: Bool? = nil,
            maxTextBytes: Int? = nil, markSeen: Bool? = nil, timeoutMs: Int? = nil
        ) {
            self.account = account
            self.message = message
            self.text = text
            self.html = html
            self.headers = headers
            self.maxTextBytes = maxTextBytes
            self.markSeen = markSeen
            self.timeoutMs = timeoutMs
        }
    }

    /// The members of the summary and the rest of the message, at one level.
    package struct Result: Codable, Sendable {
        package var message: Message

        package init(_ message: Message) { self.message = message }

        private enum CodingKeys: CodingKey {
            case sender, replyTo, bcc, inReplyTo, references, text, html, attachments, headers
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            message = Message(
                summary: try MessageSummary(from: decoder),
                sender: try container.decode([NamedAddress].self, forKey: .sender),
                replyTo: try container.decode([NamedAddress].self, forKey: .replyTo),
                bcc: try container.decode([NamedAddress].self, forKey: .bcc),
                inReplyTo: try container.decodeIfPresent(String.self, forKey: .inReplyTo),
                references: try container.decode([String].self, forKey: .references),
                text: try container.decodeIfPresent(MessageText.self, forKey: .text),
                html: try container.decodeIfPresent(MessageText.self, forKey: .html),
                attachments: try container.decode([Attachment].self, forKey: .attachments),
                headers: try container.decodeIfPresent([HeaderField].self, forKey: .headers))
        }

        package func encode(to encoder: any Encoder) throws {
            try message.summary.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(message.sender, forKey: .sender)
            try container.encode(message.replyTo, forKey: .replyTo)
            try container.encode(message.bcc, forKey: .bcc)
            try container.encodeIfPresent(message.inReplyTo, forKey: .inReplyTo)
            try container.encode(message.references, forKey: .references)
            try container.encodeIfPresent(message.text, forKey: .text)
            try container.encodeIfPresent(message.html, forKey: .html)
            try container.encode(message.attachments, forKey: .attachments)
            try container.encodeIfPresent(message.headers, forKey: .headers)
        }
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "message": "The message.",
        "text": "Whether to fetch the plain text; true when absent.",
        "html": "Whether to fetch the HTML; true when absent.",
        "headers": "Whether to return all header fields; false when absent.",
        "maxTextBytes": "The most bytes of UTF-8 of each text; 1 MiB when absent. A longer one is cut and marked.",
        "markSeen": "Whether reading marks the message as seen; false when absent.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields = Message.fields.merging(MessageSummary.fields) { $1 }
    package static let errors: [ErrorKind] = ErrorKind.ofAccount
    package static let examples = [
        Example(
            "a message",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","message":"msg_AWFjY19tenh3Nnl0Ym9pAAAADwAAAAEFSU5CT1g"}
                """#,
            result: #"""
                {"id":"msg_AWFjY19tenh3Nnl0Ym9pAAAADwAAAAEFSU5CT1g","mailbox":"INBOX","messageId":"<1@example.com>","date":"2026-11-22T17:59:58Z","receivedAt":"2026-11-22T18:00:00Z","from":[{"name":"Bob","address":"bob@example.com"}],"to":[{"address":"ann@example.com"}],"cc":[],"subject":"Lunch?","size":12345,"flags":["seen"],"keywords":[],"hasAttachments":true,"sender":[],"replyTo":[],"bcc":[],"references":[],"text":{"content":"At one?\r\n","size":9},"attachments":[{"id":"2","filename":"menu.pdf","contentType":"application/pdf","kind":"file","encodedSize":9876,"inline":false}]}
                """#)
    ]
}
