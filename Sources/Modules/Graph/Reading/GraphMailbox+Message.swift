package import Domain
internal import JSON
internal import MIME
package import Mail
internal import Transport

extension GraphMailbox {
    private static let asText = "outlook.body-content-type=\"text\""
    /// Without it Graph takes scripts and more out of HTML (reference sheet, section C4); over IMAP a caller gets what was
    /// sent, and has to clean what it shows.
    private static let asSent = "outlook.allow-unsafe-html"

    /// Two requests at the same time: Graph expands attachments or extended properties, not both (section C3), and gives a
    /// body in one type at a time. In a batch they would count as two all the same (section C14), and wait for each other.
    package func message(
        _ reference: MessageReference, _ reading: MessageReading, until deadline: Deadline
    ) async throws(MailError) -> Message {
        let id = try messageID(of: reference)
        async let second = result(of: Self.second(id, reading), until: deadline)
        let first = await result(of: Self.first(id, reading), until: deadline)
        guard let main = GraphMessage(try first.get().json ?? .null),
            let other = GraphMessage(try await second.get().json ?? .null)
        else { throw .protocolViolation("a message without an id") }
        let folder = main.folder
        let path = if let folder { try await path(ofFolder: folder, until: deadline) } else { "" }
        let summary = main.summary(of: account.id, in: path, extended: other)
        var message = Self.message(main, other, summary: summary)
        Self.readBody(main, other, into: &message, reading)
        if reading.headers { message.headers = main.headers }
        message.attachments = try await attachments(of: main, until: deadline)
        if reading.markSeen, !summary.flags.contains(.seen) {
            try await markSeen(id, until: deadline)
            message.summary.flags.insert(.seen, at: 0)
        }
        return message
    }

    private func result(of call: GraphCall, until deadline: Deadline) async -> Result<GraphAnswer, MailError> {
        do throws(MailError) { return .success(try await channel.call(call, until: deadline)) } catch {
            return .failure(error)
        }
    }

    private static func first(_ id: String, _ reading: MessageReading) -> GraphCall {
        var properties = MessageProperties(Set(MessageField.allCases), preview: false).selected
        properties += ["parentFolderId", "sender", "replyTo", "bccRecipients"]
        if reading.text || reading.html { properties.append("body") }
        if reading.headers { properties.append("internetMessageHeaders") }
        return GraphCall(
            .get, .mailbox("messages", id),
            query: [
                ("$select", properties.joined(separator: ",")),
                ("$expand", "attachments($select=\(Attachment.properties))"),
            ],
            prefer: reading.html ? [asSent] : reading.text ? [asText] : [], about: .message)
    }

    private static func second(_ id: String, _ reading: MessageReading) -> GraphCall {
        let wantsBoth = reading.text && reading.html
        return GraphCall(
            .get, .mailbox("messages", id),
            query: [("$select", wantsBoth ? "id,body" : "id"), ExtendedProperty.expansion(ExtendedProperty.allCases)],
            prefer: wantsBoth ? [asText] : [], about: .message)
    }

    static func message(_ main: GraphMessage, _ other: GraphMessage, summary: MessageSummary) -> Message {
        let ids = { (property: ExtendedProperty) in
            other.property(property).map { HeaderDecoder.messageIDs(Array($0.utf8)) } ?? []
        }
        let replyTo = main.addresses("replyTo")
        return Message(
            // As IMAP servers say it: answers go to the sender unless the message says otherwise (RFC 9051, section 7.5.2).
            summary: summary, sender: main.addresses("sender"), replyTo: replyTo.isEmpty ? summary.from : replyTo,
            bcc: main.addresses("bccRecipients"), inReplyTo: ids(.inReplyTo).first, references: ids(.references))
    }

    /// A body that Exchange keeps as text has no HTML, whatever it could make of it.
    static func readBody(
        _ main: GraphMessage, _ other: GraphMessage, into message: inout Message, _ reading: MessageReading
    ) {
        let text = reading.html ? other.body("text") : main.body("text")
        if reading.text { message.text = text.map { MessageText($0, maximum: reading.maximumTextBytes) } }
        if reading.html { message.html = main.body("html").map { MessageText($0, maximum: reading.maximumTextBytes) } }
    }

    /// A message has no more attachments than this.
    private static let mostAttachments = 10_000

    private func attachments(of message: GraphMessage, until deadline: Deadline) async throws(MailError) -> [Attachment]
    {
        var attachments = message.attachments.compactMap(Attachment.init)
        var next = message.moreAttachments
        var pages = 0
        while let link = next {
            let call = GraphCall(following: try channel.nextLink(link), about: .message)
            let page = try GraphPage(try await channel.call(call, until: deadline))
            attachments += page.rows.compactMap(Attachment.init)
            pages += 1
            guard attachments.count <= Self.mostAttachments, pages <= Self.mostAttachments else {
                throw .protocolViolation("the list of attachments has no end")
            }
            next = page.next
        }
        return attachments
    }

    private func markSeen(_ id: String, until deadline: Deadline) async throws(MailError) {
        try await channel.call(
            GraphCall(.patch, .mailbox("messages", id), body: .json(["isRead": true]), about: .message),
            until: deadline)
    }
}
