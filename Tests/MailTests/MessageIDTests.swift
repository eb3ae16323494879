import Domain
import Mail
import Testing

@Suite("A message identifier")
struct MessageIDTests {
    static let account = AccountID(unchecked: "acc_one")

    static func reference(_ mailbox: String, _ validity: UInt32 = 1, _ uid: UInt32 = 2) -> MessageReference {
        MessageReference(account: account, place: .imap(mailbox: mailbox, uidValidity: validity, uid: uid))
    }

    @Test(
        "leads back to its message",
        arguments: [
            reference("INBOX"), reference("Gelöschte Objekte/日本"), reference("x", .max, .max),
            reference(String(repeating: "ü", count: 512)),
        ])
    func roundTrip(_ reference: MessageReference) throws {
        let carried = try #require(MessageID(rawValue: reference.id.rawValue))
        #expect(try MessageReference(carried, of: Self.account) == reference)
    }

    @Test("of one account is unknown to another")
    func foreign() {
        #expect(throws: MailError.notFound(what: "message")) {
            try MessageReference(Self.reference("INBOX").id, of: AccountID(unchecked: "acc_two"))
        }
    }

    @Test("that was changed in any place is unknown, or another message of the same account")
    func changed() {
        let text = Array(Self.reference("INBOX").id.rawValue.utf8)
        for index in text.indices.dropFirst(4) {
            for byte in Array("A0_-z".utf8) where byte != text[index] {
                var other = text
                other[index] = byte
                let id = MessageID(unchecked: String(decoding: other, as: UTF8.self))
                if let found = try? MessageReference(id, of: Self.account) {
                    #expect(found.id == id && found != Self.reference("INBOX"))
                }
            }
        }
    }

    @Test("that was cut short, or never given out, is unknown")
    func malformed() {
        let text = Self.reference("I").id.rawValue
        var texts = text.indices.dropFirst(4).map { String(text[..<$0]) }
        texts += [Self.reference("INBOX", 0).id.rawValue, Self.reference("INBOX", 1, 0).id.rawValue]
        texts += [Self.reference("a\r\nb").id.rawValue, Self.reference("").id.rawValue, text + "A", "msg_", "msg_____"]
        for text in texts {
            #expect(throws: MailError.self) {
                try MessageReference(MessageID(unchecked: text), of: Self.account)
            }
        }
    }
}
