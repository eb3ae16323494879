internal import Domain
internal import MIME
internal import Mail

/// Turns what the server says of a message into a line of a list.
struct SummaryMaker: Sendable {
    let account: AccountID
    let mailbox: String
    let uidValidity: UInt32

    /// What one FETCH has to ask for. The structure of a message is the dearest of it, for servers and on the wire.
    static func items(_ capabilities: IMAPCapabilities, structure: Bool = true) -> String {
        let thread = capabilities.has("X-GM-EXT-1") ? " X-GM-THRID" : capabilities.has("OBJECTID") ? " THREADID" : ""
        return "UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE" + (structure ? " BODYSTRUCTURE" : "") + thread
    }

    /// Nil when the line has no UID or no envelope: nobody asked for it.
    func summary(of message: FetchedMessage) -> MessageSummary? {
        guard let uid = message.uid, let envelope = message.envelope else { return nil }
        let place = MessageReference.Place.imap(mailbox: mailbox, uidValidity: uidValidity, uid: uid)
        let flags = message.flags ?? []
        return MessageSummary(
            id: MessageReference(account: account, place: place).id, mailbox: mailbox,
            threadId: message.threadID, messageId: envelope.messageID.flatMap(HeaderText.messageID),
            date: envelope.date.flatMap(HeaderDecoder.date), receivedAt: message.receivedAt,
            from: HeaderText.addresses(envelope.from), to: HeaderText.addresses(envelope.to),
            cc: HeaderText.addresses(envelope.cc), subject: Self.subject(envelope),
            size: message.size ?? 0, flags: Self.known(flags), keywords: flags.filter { !$0.hasPrefix("\\") },
            hasAttachments: Self.hasAttachments(message.structure))
    }

    /// An empty one is as good as none: Graph cannot tell them apart.
    private static func subject(_ envelope: ServerEnvelope) -> String? {
        envelope.subject.map(HeaderText.text).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func known(_ flags: [String]) -> [MessageFlag] {
        let words = Set(flags.map { $0.lowercased() })
        return MessageFlag.allCases.filter { words.contains("\\\($0.rawValue)") }
    }

    private static func hasAttachments(_ structure: BodyStructure?) -> Bool {
        switch structure {
        case .part(let root): MessageParts(root).hasAttachments
        case .malformed(let mentionsAttachment): mentionsAttachment
        case nil: false
        }
    }
}
