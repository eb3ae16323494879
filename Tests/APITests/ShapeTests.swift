import API
import Broker
import Domain
import JSON
import Testing

@Suite("A shape on the wire")
struct ShapeTests {
    func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    let summary = MessageSummary(
        id: MessageID(unchecked: "msg_a"), mailbox: "INBOX", from: [NamedAddress(address: "a@b")], subject: "s",
        size: 3,
        flags: [.seen])

    @Test("of a listed message holds the chosen members only")
    func selection() throws {
        let chosen = MessageListItem(summary, selecting: [.id, .subject, .preview])
        #expect(try value(JSONWriter.text(chosen)) == ["id": "msg_a", "subject": "s"])
        let all = MessageListItem(summary, selecting: nil)
        #expect(try value(JSONWriter.text(all)) == value(JSONWriter.text(summary)))
    }

    @Test("has every member of a summary among the choices")
    func fields() throws {
        let full = MessageSummary(
            id: summary.id, mailbox: "m", threadId: "t", messageId: "i", date: Timestamp(secondsSince1970: 0),
            receivedAt: Timestamp(secondsSince1970: 0), subject: "s", preview: "p")
        let members = try #require(value(JSONWriter.text(full)).objectValue)
        #expect(Set(members.keys) == Set(MessageField.allCases.map(\.rawValue)))
    }

    @Test("of a message is flat and comes back whole")
    func flat() throws {
        let message = Message(summary: summary, text: MessageText(content: "x", size: 1), headers: [])
        let text = try JSONWriter.text(GetMessage.Result(message))
        #expect(try value(text).decode(GetMessage.Result.self, unknownKeys: .refused).message == message)
        #expect(try value(text)["summary"] == nil)
    }

    @Test("of verifyAccount is either an account or settings, not both")
    func eitherOr() throws {
        let both = try value(#"{"account":"acc_a","address":"a@example.com"}"#)
        #expect(throws: JSONError.unknownKey(path: "address")) {
            try both.decode(VerifyAccount.Params.self, unknownKeys: .refused)
        }
        #expect(throws: JSONError.missing(path: "address")) {
            try value("{}").decode(VerifyAccount.Params.self, unknownKeys: .refused)
        }
    }

    @Test("of a passphrase may be null but not left out")
    func nullable() throws {
        let removed = try value(#"{"passphrase":null}"#).decode(SetVaultPassphrase.Params.self, unknownKeys: .refused)
        #expect(removed.passphrase.value == nil)
        #expect(throws: JSONError.missing(path: "passphrase")) {
            try value("{}").decode(SetVaultPassphrase.Params.self, unknownKeys: .refused)
        }
    }

    @Test("of role overrides names roles, and no others")
    func roles() throws {
        let paths: [MailboxRole: String] = Dictionary(
            uniqueKeysWithValues: MailboxRole.allCases.map { ($0, "x/\($0)") })
        #expect(RoleOverrides(paths).paths == paths)
        #expect(throws: JSONError.unknownKey(path: "spam")) {
            try value(#"{"spam":"x"}"#).decode(RoleOverrides.self, unknownKeys: .refused)
        }
    }

    @Test(
        "is refused by name without repeating a secret",
        arguments: [
            (
                #"{"address":"nobody","password":"p","imap":{"host":"h","port":1,"security":"tls"}}"#,
                "address: not a mail address"
            ),
            (
                #"{"address":"a@example.com","password":7,"imap":{"host":"h","port":1,"security":"tls"}}"#,
                "password must be a string"
            ),
            (
                #"{"address":"a@example.com","password":"p","imap":{"host":"h","port":1,"security":"none"}}"#,
                "imap.security: must be one of tls, startTLS"
            ),
            (
                #"{"address":"a@example.com","password":"p","imap":{"host":"h","port":1,"security":"tls","tls":1}}"#,
                "imap.tls is not known here"
            ),
            (
                #"{"grantOf":"acc_a","app":"app_a","mailbox":"a@example.com"}"#,
                "give one of grantOf, app and tokenSource"
            ),
            (
                #"{"tokenSource":"s","app":"app_a","mailbox":"a@example.com"}"#,
                "give one of grantOf, app and tokenSource"
            ),
            (#"{"grantOf":"acc_a","tenant":"t","mailbox":"a@example.com"}"#, "goes with app alone"),
            (#"{"app":"app_a","cloud":"global","mailbox":"a@example.com"}"#, "goes with tokenSource alone"),
            (#"{"mailbox":"a@example.com"}"#, "who opens it? give grantOf or app"),
            (#"{"grantOf":"acc_a"}"#, "mailbox is missing"),
            (#"{"app":"app_a","mailbox":"no address"}"#, "mailbox: not a mail address"),
            (#"{"app":"app_a","mailbox":"a@example.com","password":"p"}"#, "password is not known here"),
        ])
    func refusals(_ text: String, _ message: String) throws {
        let params = try value(text)
        #expect {
            try params.decode(AddAccount.Params.self, unknownKeys: .refused)
        } throws: {
            ($0 as? JSONError)?.description == message
        }
    }
}
