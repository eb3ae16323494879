internal import Domain
internal import Tenant

extension Letter {
    /// One with nothing in it yet.
    static func blank(at now: Timestamp, from: NamedAddress?) -> Letter {
        Letter(
            subject: "", from: from, sentAt: now, messageID: newMessageID(), body: LetterBody(.text, ""),
            conversation: "")
    }

    /// As Exchange makes them: nobody should read anything out of it.
    static func newMessageID() -> String {
        "<\(GUID.random().description.uppercased().filter { $0 != "-" })@SANDBOX.PROD.OUTLOOK.example>"
    }

    /// Says which thread it belongs to, by what it names now.
    mutating func joinConversation() {
        conversation = Conversation.key(
            messageID: messageID, inReplyTo: inReplyTo, references: references, subject: subject)
    }

    var recipients: [NamedAddress] { to + cc + bcc }

    /// A number that no attachment has.
    var nextAttachmentNumber: UInt32 { (attachments.map(\.number).max() ?? 0) + 1 }
}

extension Person {
    /// As it stands in a From field.
    var namedAddress: NamedAddress { NamedAddress(name: displayName, address: address) }
}
