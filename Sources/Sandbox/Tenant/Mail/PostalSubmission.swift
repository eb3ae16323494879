/// One message to be sent.
package struct PostalSubmission: Sendable {
    package enum SentCopy: Hashable, Sendable {
        case none
        /// Into the Sent Items of this mailbox.
        case `in`(GUID)
    }

    package var letter: Letter
    package var envelopeSender: String
    /// The envelope's: with those of Bcc.
    package var recipients: [String]
    /// Who acts.
    package var principal: Principal
    package var client: GUID?
    /// Whose mailbox sends: who authenticated, or whose `/sendMail` it was.
    package var sendingMailbox: GUID
    package var door: Occasion.Door
    package var sentCopy: SentCopy
    /// A draft in the sending mailbox that this is: it leaves its folder, and is itself what appears in Sent Items.
    package var draft: MessageNumber?

    package init(
        letter: Letter, envelopeSender: String, recipients: [String], principal: Principal, client: GUID? = nil,
        sendingMailbox: GUID, door: Occasion.Door, sentCopy: SentCopy, draft: MessageNumber? = nil
    ) {
        self.letter = letter
        self.envelopeSender = envelopeSender
        self.recipients = recipients
        self.principal = principal
        self.client = client
        self.sendingMailbox = sendingMailbox
        self.door = door
        self.sentCopy = sentCopy
        self.draft = draft
    }
}
