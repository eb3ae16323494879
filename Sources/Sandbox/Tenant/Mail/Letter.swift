package import Domain

/// What a message says, however it came: as MIME, as JSON or from the seed.
package struct Letter: Sendable {
    package enum Importance: String, CaseIterable, Sendable { case low, normal, high }

    package var subject: String
    package var from: NamedAddress?
    package var sender: NamedAddress?
    package var to: [NamedAddress] = []
    package var cc: [NamedAddress] = []
    package var bcc: [NamedAddress] = []
    package var replyTo: [NamedAddress] = []
    package var sentAt: Timestamp
    /// With its angle brackets.
    package var messageID: String
    package var inReplyTo: String?
    package var references: [String] = []
    package var importance = Importance.normal
    package var body: LetterBody
    /// The other half of a multipart/alternative: the plain text beside an HTML body. Nil when there is none.
    package var alternativeText: String?
    package var attachments: [LetterAttachment] = []
    /// Own header fields (`x-…`) that a JSON message was created with, in order.
    package var extraHeaders: [HeaderField] = []
    /// All header fields as they arrived, unfolded; empty when nothing arrived as MIME.
    package var arrivedHeaders: [HeaderField] = []
    /// Same text, same thread: the hash of the first Message-ID of the thread, or of the subject without prefixes.
    package var conversation: String
    package var asksForDeliveryReceipt = false
    package var asksForReadReceipt = false
    /// Extended properties by their id as written: `String 0x1042`.
    package var extendedProperties: [String: String] = [:]
    /// Those of several values, such as `StringArray {…} Name Colours`.
    package var multiValueProperties: [String: [String]] = [:]
    /// The bytes in which it arrived, when it arrived as MIME: what the verbatim mode serves.
    package var arrived: [UInt8]?

    package init(
        subject: String, from: NamedAddress?, sentAt: Timestamp, messageID: String, body: LetterBody,
        conversation: String
    ) {
        self.subject = subject
        self.from = from
        sender = from
        self.sentAt = sentAt
        self.messageID = messageID
        self.body = body
        self.conversation = conversation
    }
}
