import Domain
import Testing

@testable import Tenant

@Suite("A letter read from MIME")
struct LetterParsingTests {
    private let time = Timestamp(secondsSince1970: 1_000)

    private func letter(_ lines: String...) throws -> Letter {
        try Letter(parsing: Array(lines.joined(separator: "\r\n").utf8), at: time, seed: 4)
    }

    @Test("knows its header")
    func header() throws {
        let letter = try letter(
            "From: =?utf-8?Q?M=C3=BCller=2C_J=C3=B6rg?= <j@x.example>", "Sender: Desk <d@x.example>",
            "To: a@x.example, \"B, C\" <b@x.example>", "Cc: c@x.example", "Bcc: d@x.example", "Reply-To: r@x.example",
            "Subject: =?utf-8?B?R3LDvMOfZQ==?=", "Date: Fri, 20 Nov 2026 18:00:00 +0100", "Message-ID: <m@x>",
            "In-Reply-To: <p@x>", "References: <o@x>", " <p@x>", "X-Priority: 1 (Highest)",
            "Disposition-Notification-To: j@x.example", "X-Own: one", "", "Body")
        #expect(letter.from == NamedAddress(name: "Müller, Jörg", address: "j@x.example"))
        #expect(letter.sender == NamedAddress(name: "Desk", address: "d@x.example"))
        #expect(letter.to.map(\.address) == ["a@x.example", "b@x.example"])
        #expect(letter.to.last?.name == "B, C")
        #expect(letter.cc.map(\.address) == ["c@x.example"])
        #expect(letter.bcc.map(\.address) == ["d@x.example"])
        #expect(letter.replyTo.map(\.address) == ["r@x.example"])
        #expect(letter.subject == "Grüße")
        #expect(letter.sentAt.description == "2026-11-20T17:00:00Z")
        #expect(letter.messageID == "<m@x>")
        #expect(letter.inReplyTo == "<p@x>")
        #expect(letter.references == ["<o@x>", "<p@x>"])
        #expect(letter.importance == .high)
        #expect(letter.asksForReadReceipt)
        #expect(!letter.asksForDeliveryReceipt)
        #expect(
            letter.conversation == Conversation.key(messageID: "<o@x>", inReplyTo: nil, references: [], subject: ""))
        #expect(letter.arrivedHeaders.last == HeaderField(name: "X-Own", value: "one"))
        #expect(letter.body == LetterBody(.text, "Body"))
    }

    @Test("shows HTML where there is some, with its pictures inline")
    func alternative() throws {
        let letter = try letter(
            "Subject: S", "Content-Type: multipart/mixed; boundary=m", "", "--m",
            "Content-Type: multipart/alternative; boundary=a", "", "--a", "Content-Type: text/plain", "", "plain",
            "--a",
            "Content-Type: multipart/related; boundary=r", "", "--r", "Content-Type: text/html", "",
            "<img src=\"cid:p@x\">", "--r", "Content-Type: image/png; name=p.png", "Content-ID: <p@x>", "", "PNG",
            "--r--",
            "--a--", "--m", "Content-Type: text/csv; name=t.csv", "Content-Disposition: attachment", "", "a;b", "--m",
            "Content-Type: message/rfc822", "", "Subject: Inside", "", "in", "--m--")
        #expect(letter.body == LetterBody(.html, "<img src=\"cid:p@x\">"))
        #expect(letter.alternativeText == "plain")
        #expect(letter.attachments.map(\.name) == ["p.png", "t.csv", "Inside"])
        #expect(letter.attachments.map(\.isInline) == [true, false, false])
        #expect(letter.attachments.map(\.number) == [1, 2, 3])
        guard case .item(.held(let inner)) = letter.attachments[2].kind else {
            Issue.record("the message inside is no item")
            return
        }
        #expect(String(decoding: inner, as: UTF8.self).hasPrefix("Subject: Inside\r\n\r\nin"))
    }

    @Test("keeps texts that follow one another apart")
    func following() throws {
        let letter = try letter(
            "Content-Type: multipart/mixed; boundary=m", "", "--m", "Content-Type: text/plain", "", "first", "--m",
            "Content-Type: text/html", "", "<p>second</p>", "--m", "Content-Type: text/plain", "", "third", "--m--")
        #expect(letter.body == LetterBody(.text, "first"))
        #expect(letter.alternativeText == nil)
        #expect(letter.attachments.map(\.name) == ["ATT00001.htm", "ATT00002.txt"])
    }

    @Test("makes something of nothing", arguments: ["", "\r\n", "no header\r\n\r\nbody", "Subject:", ": x\r\n\r\n"])
    func nothing(text: String) throws {
        let letter = try Letter(parsing: Array(text.utf8), at: time, seed: 4)
        #expect(letter.from == nil)
        #expect(letter.sentAt == time)
        #expect(letter.messageID.hasSuffix("@sandbox.example>"))
        #expect(letter.arrived == Array(text.utf8))
    }
}
