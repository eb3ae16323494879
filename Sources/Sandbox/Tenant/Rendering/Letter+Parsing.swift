package import Domain
package import MIME

extension Letter {
    /// Reads a message as Exchange files it: one body, HTML if there is any, and attachments; the bytes are kept too.
    ///
    /// Malformed mail gives what can be made out of it. `time` is the date of a message that has none; from `seed`
    /// comes the Message-ID that is missing.
    package init(parsing mime: [UInt8], at time: Timestamp, seed: UInt64) throws(MIMEError) {
        let parsed = try ParsedMessage(parsing: mime)
        let header = LetterFields(ArrivedHeader.fields(of: mime))
        let content = LetterContent(parsed, rootType: header.rootType, at: time)
        let from = header.addresses("from").first
        let messageID = header.identifiers("message-id").first ?? Self.newMessageID(of: mime, seed: seed)
        let references = header.identifiers("references")
        let inReplyTo = header.identifiers("in-reply-to").first
        let subject = header.text("subject") ?? ""
        self.init(
            subject: subject, from: from, sentAt: header.date ?? time, messageID: messageID, body: content.body,
            conversation: Conversation.key(
                messageID: messageID, inReplyTo: inReplyTo, references: references, subject: subject))
        sender = header.addresses("sender").first ?? from
        to = header.addresses("to")
        cc = header.addresses("cc")
        bcc = header.addresses("bcc")
        replyTo = header.addresses("reply-to")
        self.inReplyTo = inReplyTo
        self.references = references
        importance = header.importance
        alternativeText = content.alternativeText
        attachments = content.attachments
        arrivedHeaders = header.decoded
        asksForReadReceipt = header.text("disposition-notification-to") != nil
        asksForDeliveryReceipt = header.text("return-receipt-to") != nil
        arrived = mime
    }

    private static func newMessageID(of mime: [UInt8], seed: UInt64) -> String {
        "<\(Mixer.digits(Mixer.hash(mime, salt: seed)))@sandbox.example>"
    }
}
