internal import Domain
internal import MIME
internal import Mail

extension GraphMessage {
    /// A line of a list. `extended` has the properties that Graph gives on expansion alone; it may be this message.
    ///
    /// `hasAttachments` is Graph's: what the message shows in place does not count, as over IMAP. `date` is when the
    /// sender sent it: the `Date` field of a message that came from outside. A flag that was completed is none any more.
    func summary(of account: AccountID, in mailbox: String, extended: GraphMessage) -> MessageSummary {
        MessageSummary(
            id: MessageReference(account: account, place: .graph(id: id)).id, mailbox: mailbox,
            threadId: text("conversationId"), messageId: text("internetMessageId").flatMap(Self.messageID),
            date: time("sentDateTime"), receivedAt: time("receivedDateTime"), from: addresses("from"),
            to: addresses("toRecipients"), cc: addresses("ccRecipients"), subject: text("subject"),
            size: extended.property(.size).flatMap { Int($0) }.map { max(0, $0) } ?? 0,
            flags: flags(extended: extended), keywords: keywords, hasAttachments: isTrue("hasAttachments"),
            preview: text("bodyPreview").flatMap(Self.oneLine))
    }

    /// Words with one space between them, as over IMAP; nil without any.
    private static func oneLine(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    private func flags(extended: GraphMessage) -> [MessageFlag] {
        MessageFlag.allCases.filter { flag in
            switch flag {
            case .seen: isTrue("isRead")
            case .flagged: isFlagged
            case .answered: extended.property(.lastVerb).map(ExtendedProperty.answers.contains) ?? false
            case .draft: isTrue("isDraft")
            }
        }
    }

    /// With its brackets; what is no identifier is none.
    private static func messageID(_ text: String) -> String? {
        InternetMessageID(rawValue: text)?.rawValue ?? HeaderDecoder.messageIDs(Array(text.utf8)).first
    }
}
