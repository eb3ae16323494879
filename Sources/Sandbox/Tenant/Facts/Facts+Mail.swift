/// The facts that are the store's and the post office's.
extension Facts {
    package static let mimeRendering = Fact(
        "mail.mimeRendering", RenderingMode.exchange,
        "messages are served in MIME that is made anew: other boundaries and encodings than they arrived in",
        source: "§C4", mark: .confirmed)

    package static let quotaBytes = Fact(
        "mail.quotaBytes", 0, "mailboxes have no quota; above 0, that many bytes beside seeded mail", source: "§C13",
        mark: .uncertain)
    package static let sentCopyDelayMilliseconds = Fact(
        "mail.sentCopyDelayMilliseconds", 250, "the copy in Sent Items appears after the send was answered",
        source: "§C7", mark: .uncertain)
    package static let serverFilesSentCopy = Fact(
        "mail.serverFilesSentCopy", true, "what SMTP submits is filed in Sent Items by the server", source: "§B7",
        mark: .practice)
    package static let draftKeepsNumber = Fact(
        "mail.draftKeepsNumber", true, "a sent draft's immutable id survives in Sent Items", source: "§C7",
        mark: .confirmed)
    package static let bccStripped = Fact(
        "mail.bccStripped", true, "what recipients get has no Bcc field", source: "§C4", mark: .uncertain)
    package static let unknownRecipientBounces = Fact(
        "mail.unknownRecipientBounces", true, "a recipient who does not exist comes back as a report in the Inbox",
        source: "§C7", mark: .confirmed)
    package static let sendAsChecked = Fact(
        "mail.sendAsChecked", true, "sending from another's address needs SendAs or SendOnBehalf", source: "§D1",
        mark: .confirmed)
    package static let onBehalfNamesSender = Fact(
        "mail.onBehalfNamesSender", true, "a message sent on behalf names its real sender", source: "§D1",
        mark: .confirmed)
    package static let maximumRecipients = Fact(
        "mail.maximumRecipients", 500, "a message has at most 500 recipients", source: "§B6", mark: .confirmed)
    package static let recipientsPerDay = Fact(
        "mail.recipientsPerDay", 10_000, "a mailbox addresses at most 10,000 recipients within 24 hours",
        source: "§B6", mark: .confirmed)

    package static let mail: [any AnyFact] = [
        mimeRendering, quotaBytes, sentCopyDelayMilliseconds, serverFilesSentCopy, draftKeepsNumber, bccStripped,
        unknownRecipientBounces, sendAsChecked, onBehalfNamesSender, maximumRecipients, recipientsPerDay,
    ]
}
