import Domain
import MIME
import Testing

@Suite("A message that the caller composed")
struct RawMessageTests {
    static let identifier = InternetMessageID(rawValue: "<new@example.com>")
    static let date = Timestamp(secondsSince1970: 1_795_370_400)

    static func completed(_ text: String) throws -> ComposedMessage {
        try RawMessage.check(Array(text.utf8)).completed(messageID: #require(identifier), date: date)
    }

    @Test("is sent byte for byte when nothing is missing")
    func untouched() throws {
        let date = "Date: Sun, 22 Nov 2026 18:00:00 +0000\r\n"
        let text = "Message-ID: <a@b>\r\n\(date)from:  Ann <a@b.example>\r\nX-Odd:\r\n\r\nbody"
        let message = try Self.completed(text)
        #expect(message.bytes == Array(text.utf8))
        #expect(message.blindCopyField.isEmpty)
    }

    @Test("loses its Bcc field, folds and all, and not one byte beside it")
    func blindCopy() throws {
        let head = "Message-ID: <a@b>\r\nDate: x\r\nFrom: a@b.example\r\n"
        let bcc = "bCC: c@d.example,\r\n\te@f.example,\r\n g@h.example\r\n"
        let rest = "To: i@j.example\r\nX-Bcc: stays\r\n\r\nBcc: in the body stays\r\n"
        let raw = try RawMessage.check(Array((head + bcc + rest).utf8))
        #expect(raw.bcc.map(\.address) == ["c@d.example", "e@f.example", "g@h.example"])
        #expect(raw.to.map(\.address) == ["i@j.example"])
        #expect(raw.messageID?.rawValue == "<a@b>")
        let message = try raw.completed(messageID: #require(Self.identifier), date: Self.date)
        #expect(message.bytes == Array((head + rest).utf8))
        #expect(message.blindCopyField == Array(bcc.utf8))
    }

    @Test("loses every Resent-Bcc field as well")
    func resentBlindCopies() throws {
        let head = "Message-ID: <a@b>\r\nDate: x\r\nFrom: a@b.example\r\n"
        let fields = ["Resent-Bcc: c@d.example,\r\n e@f.example\r\n", "RESENT-BCC: g@h.example\r\n"]
        let resent = "Resent-To: i@j.example\r\n"
        let message = try Self.completed(fields[0] + resent + fields[1] + head + "\r\n")
        #expect(message.bytes == Array((resent + head + "\r\n").utf8))
        #expect(message.blindCopyField.isEmpty)
        #expect(message.resentBlindCopyFields == Array(fields.joined().utf8))
        #expect(message.withBlindCopies == message.bytes)
        #expect(message.ownCopy == Array((fields.joined() + resent + head + "\r\n").utf8))
    }

    @Test("gets the Message-ID and the Date that it lacks, in front")
    func missing() throws {
        let message = try Self.completed("From: a@b.example\r\n\r\n")
        #expect(
            String(decoding: message.bytes, as: UTF8.self)
                == "Date: Sun, 22 Nov 2026 18:00:00 +0000\r\nMessage-ID: <new@example.com>\r\nFrom: a@b.example\r\n\r\n"
        )
    }

    @Test(
        "is refused when servers could read it in two ways, or nobody could",
        arguments: [
            "From: a@b.example\n\nbody", "From: a@b.example\r\n\r\na\rb", "From: a@b.example\r\n\r\na\nb",
            "From: a@b.example\r\n\r\nx\r",
            "From: a@b.example\r\n\r\n\r\r\n", "From: a@b.example\r\n\r\n\u{0}", "", "\r\n\r\n",
            "\r\nFrom: a@b.example\r\n",
            "To: a@b.example\r\n\r\n", "From: \r\n\r\n", "From: a@b.example\r\nFrom: c@d.example\r\n\r\n",
            "From: a@b.example\r\nBcc: c@d.example\r\nBcc: e@f.example\r\n\r\n", "From a@b.example\r\n\r\n",
            "From : a@b.example\r\n\r\n",
            " folded: first\r\nFrom: a@b.example\r\n\r\n", "From: a@b.example\r\nMessage-ID: none\r\n\r\n",
            "From: a@b.example\r\n\r\n" + String(repeating: "x", count: 999),
        ])
    func refused(_ text: String) {
        #expect(throws: MIMEError.self) { try RawMessage.check(Array(text.utf8)) }
    }

    @Test("may have lines of exactly 998 bytes")
    func longest() throws {
        let text = "From: a@b.example\r\n\r\n" + String(repeating: "x", count: 998) + "\r\n"
        #expect(throws: Never.self) { try RawMessage.check(Array(text.utf8)) }
    }

    @Test("with a header without end is refused, not read")
    func endless() {
        let text = "From: a@b.example\r\n" + String(repeating: "X: y\r\n", count: 200_000)
        #expect(throws: MIMEError.self) { try RawMessage.check(Array(text.utf8)) }
    }
}
