package import Domain
internal import MIME
package import Mail

extension IMAPMailbox {
    /// The most bytes of one text part that are transferred, whatever the caller's limit: the rest of a larger text is
    /// told by its size alone.
    static let largestText = 8 << 20
    /// How much of a part is asked for before it is known what it is.
    static let likelyText = 16 << 10
    /// The largest message that we parse ourselves, where the server cannot describe it.
    static let largestParsed = 32 << 20
    /// The most bytes of a header that are read.
    private static let largestHeader = 256 << 10

    package func message(
        _ reference: MessageReference, _ reading: MessageReading, until deadline: Deadline
    ) async throws(MailError) -> Message {
        let place = try place(of: reference)
        let account = account.id
        return try await withMailbox(place.mailbox, until: deadline) { (connection, name) throws(MailError) in
            let header = reading.headers ? "HEADER" : "HEADER.FIELDS (REFERENCES)"
            let items =
                SummaryMaker.items(await connection.capabilities) + " BODY.PEEK[\(header)]<0.\(Self.largestHeader)>"
            let hopes = reading.text || reading.html ? await connection.likelyTexts : nil
            let fetched = try await connection.fetch(
                place.uid, of: name, uidValidity: place.uidValidity, items: items, hopes: hopes,
                forWriting: reading.markSeen, until: deadline)
            let maker = SummaryMaker(account: account, mailbox: place.mailbox, uidValidity: place.uidValidity)
            guard let summary = maker.summary(of: fetched) else {
                throw .unavailable("the server could not describe the message")
            }
            var message = Self.envelope(of: fetched, summary: summary)
            Self.readHeader(of: fetched, into: &message, keepsFields: reading.headers)
            try await connection.readBody(of: fetched, into: &message, reading, until: deadline)
            if reading.markSeen { try await connection.markSeen(place.uid, in: &message, until: deadline) }
            return message
        }
    }

    private static func envelope(of fetched: FetchedMessage, summary: MessageSummary) -> Message {
        let envelope = fetched.envelope ?? ServerEnvelope()
        return Message(
            summary: summary, sender: HeaderText.addresses(envelope.sender),
            replyTo: HeaderText.addresses(envelope.replyTo), bcc: HeaderText.addresses(envelope.bcc),
            inReplyTo: envelope.inReplyTo.flatMap(HeaderText.messageID))
    }

    private static func readHeader(of fetched: FetchedMessage, into message: inout Message, keepsFields: Bool) {
        let header = fetched.sections.lazy.compactMap { section -> [UInt8]? in
            guard section.name.hasPrefix("HEADER"), case .bytes(let bytes) = section.content else { return nil }
            return bytes
        }.first
        guard let parsed = try? ParsedMessage(parsing: header ?? []) else { return }
        message.references = parsed.header("References").map { HeaderDecoder.messageIDs(Array($0.utf8)) } ?? []
        if keepsFields { message.headers = parsed.headers }
    }
}

extension IMAPConnection {
    /// The texts that are wanted, and the list of attachments.
    fileprivate func readBody(
        of fetched: FetchedMessage, into message: inout Message, _ reading: MessageReading, until deadline: Deadline
    ) async throws(MailError) {
        guard case .part(let root) = fetched.structure, let uid = fetched.uid,
            !root.holdsBrokenPart || fetched.size ?? 0 > IMAPMailbox.largestParsed
        else {
            return try await parseBody(of: fetched, into: &message, reading, until: deadline)
        }
        let parts = MessageParts(root)
        message.attachments = parts.attachments.map(Attachment.init)
        let wanted = [reading.text ? parts.text : nil, reading.html ? parts.html : nil].compactMap(\.self)
        let missing = wanted.filter { fetched.whole($0) == nil }
        let more = try await texts(missing, of: uid, until: deadline)
        for leaf in wanted {
            guard let raw = fetched.whole(leaf) ?? more?.section(leaf.number) else {
                // The structure has this part, and the server has it no more.
                throw .notFound(what: "message", .movedOrDeleted)
            }
            let text = MessageText(raw, of: leaf, maximum: reading.maximumTextBytes)
            if leaf.part.subtype == "html" { message.html = text } else { message.text = text }
        }
    }

    private func texts(
        _ leaves: [MessageParts.Leaf], of uid: UInt32, until deadline: Deadline
    ) async throws(MailError) -> FetchedMessage? {
        guard !leaves.isEmpty else { return nil }
        let items = leaves.map { "BODY.PEEK[\($0.number)]<0.\(IMAPMailbox.largestText)>" }.joined(separator: " ")
        let outcome = try await run(IMAPCommand("UID FETCH \(uid) (UID \(items))"), until: deadline).accepted()
        return MergedFetch(outcome.fetched)[uid]
    }

    /// Where most messages have their short texts: asked for before the structure is known, this saves most readers a
    /// round trip. Exchange is asked only for what every message has, for it may count a missing part as an error.
    fileprivate var likelyTexts: String {
        let numbers = capabilities.isExchange ? ["1"] : ["1", "2"]
        return numbers.map { "BODY.PEEK[\($0)]<0.\(IMAPMailbox.likelyText)>" }.joined(separator: " ")
    }

    /// The way round for messages that the server cannot describe: the whole message, parsed here.
    private func parseBody(
        of fetched: FetchedMessage, into message: inout Message, _ reading: MessageReading, until deadline: Deadline
    ) async throws(MailError) {
        guard let uid = fetched.uid else { return }
        let parsed = try await parsedMessage(uid, until: deadline)
        let maximum = reading.maximumTextBytes
        if reading.text { message.text = parsed.text.map { MessageText($0, maximum: maximum) } }
        if reading.html { message.html = parsed.html.map { MessageText($0, maximum: maximum) } }
        message.attachments = parsed.attachments.map(Attachment.init)
        message.summary.hasAttachments = parsed.attachments.contains {
            $0.disposition == "attachment" || $0.disposition != "inline" && $0.contentID == nil
        }
    }

    /// A message of the selected mailbox, parsed here.
    func parsedMessage(_ uid: UInt32, until deadline: Deadline) async throws(MailError) -> ParsedMessage {
        let sink = CollectingSink(limit: IMAPMailbox.largestParsed)
        try await stream("", of: uid, into: sink, until: deadline)
        do throws(MIMEError) {
            return try ParsedMessage(parsing: sink.bytes)
        } catch {
            throw .tooLarge("the message has too many parts")
        }
    }

    fileprivate func markSeen(_ uid: UInt32, in message: inout Message, until deadline: Deadline)
        async throws(MailError)
    {
        _ = try await run(IMAPCommand("UID STORE \(uid) +FLAGS.SILENT (\\Seen)"), until: deadline).accepted()
        if !message.summary.flags.contains(.seen) { message.summary.flags.insert(.seen, at: 0) }
    }
}

extension FetchedMessage {
    /// The content of a part, when all of it came along with the structure.
    fileprivate func whole(_ leaf: MessageParts.Leaf) -> [UInt8]? {
        section(leaf.number).flatMap { $0.count < IMAPMailbox.likelyText || $0.count == leaf.part.octets ? $0 : nil }
    }
}

extension MessageText {
    /// From a part as it was transferred, which may be only its beginning.
    fileprivate init(_ raw: [UInt8], of leaf: MessageParts.Leaf, maximum: Int) {
        let decoded = TransferDecoder.decode(raw, encoding: leaf.part.encoding)
        let isCut = raw.count >= IMAPMailbox.largestText && leaf.part.octets > raw.count
        let missing = isCut ? Double(leaf.part.octets) / Double(raw.count) : 1
        self.init(Charset.decode(decoded, from: leaf.charset), maximum: maximum, wholeIsLargerBy: missing)
    }
}
