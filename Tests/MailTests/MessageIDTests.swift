import Domain
import Mail
import Testing

@Suite("A message identifier")
struct MessageIDTests {
    static let account = AccountID(unchecked: "acc_one")

    static func reference(_ mailbox: String, _ validity: UInt32 = 1, _ uid: UInt32 = 2) -> MessageReference {
        MessageReference(account: account, place: .imap(mailbox: mailbox, uidValidity: validity, uid: uid))
    }

    static func graph(_ id: String) -> MessageReference { MessageReference(account: account, place: .graph(id: id)) }

    @Test(
        "leads back to its message",
        arguments: [
            reference("INBOX"), reference("Gelöschte Objekte/日本"), reference("x", .max, .max),
            reference(String(repeating: "ü", count: 512)), graph("AAMkAD-_1="), graph("A"),
            graph(String(repeating: "A", count: 1_024)),
        ])
    func roundTrip(_ reference: MessageReference) throws {
        let carried = try #require(MessageID(rawValue: reference.id.rawValue))
        #expect(try MessageReference(carried, of: Self.account) == reference)
    }

    @Test("of one account is unknown to another", arguments: [reference("INBOX"), graph("AAMkAD")])
    func foreign(_ reference: MessageReference) {
        #expect(throws: MailError.notFound(what: "message")) {
            try MessageReference(reference.id, of: AccountID(unchecked: "acc_two"))
        }
    }

    @Test(
        "that was changed in any place is unknown, or another message of the same account",
        arguments: [reference("INBOX"), graph("AAMkAD=")])
    func changed(_ reference: MessageReference) {
        let text = Array(reference.id.rawValue.utf8)
        for index in text.indices.dropFirst(4) {
            for byte in Array("A0_-z".utf8) where byte != text[index] {
                var other = text
                other[index] = byte
                let id = MessageID(unchecked: String(decoding: other, as: UTF8.self))
                if let found = try? MessageReference(id, of: Self.account) {
                    #expect(found.id == id && found != reference)
                }
            }
        }
    }

    @Test(
        "that holds what is no id of Graph's is unknown, whoever made it",
        arguments: [
            "", "../users/x", "AAMk/attachments", "AAMk?$select=id", "AAMk%2F", "AAMk AAMk", "AAMk\r\n", "é",
            "AAMk\0", String(repeating: "A", count: 1_025),
        ])
    func spliced(id: String) {
        #expect(throws: MailError.notFound(what: "message")) {
            try MessageReference(Self.graph(id).id, of: Self.account)
        }
    }

    @Test("of one backend is never another's")
    func backends() {
        let imap = Self.reference("INBOX").id.rawValue.dropFirst(4)
        let graph = Self.graph("AAMkAD").id.rawValue.dropFirst(4)
        for (text, backend) in [(imap, UInt8(2)), (graph, 1), (imap, 3), (graph, 0)] {
            guard var bytes = Base64(String(text))?.bytes else { continue }
            bytes[1] = backend
            let id = MessageID(unchecked: "msg_" + Base64(bytes).urlText)
            #expect(throws: MailError.notFound(what: "message")) { try MessageReference(id, of: Self.account) }
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
