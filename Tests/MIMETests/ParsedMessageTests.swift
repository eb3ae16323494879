import Domain
import MIME
import Testing

@Suite("A message from the outside")
struct ParsedMessageTests {
    static func parse(_ text: String) throws -> ParsedMessage { try ParsedMessage(parsing: Array(text.utf8)) }

    @Test("gives its texts in whichever charset and encoding they are")
    func texts() throws {
        let message = try Self.parse(
            """
            From: =?utf-8?q?J=C3=BCrgen?= <j@example.com>
            Subject: =?iso-8859-1?q?caf=E9?=
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            caf=E9
            --b
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGI+Y2Fmw6k8L2I+
            --b--
            """)
        #expect(message.header("subject") == "café")
        #expect(message.header("From") == "Jürgen <j@example.com>")
        #expect(message.text == "café")
        #expect(message.html == "<b>café</b>")
        #expect(message.parts.map(\.id) == ["1", "2"])
        #expect(message.attachments.isEmpty)
    }

    @Test("gives its attachments by the number that IMAP gives them")
    func attachments() throws {
        let message = try Self.parse(
            """
            Content-Type: multipart/mixed; boundary=o

            --o
            Content-Type: multipart/related; boundary=i

            --i
            Content-Type: text/html

            <p>
            --i
            Content-Type: image/png; name="a.png"
            Content-ID: <pic@x>
            Content-Disposition: inline
            Content-Transfer-Encoding: base64

            AQID
            --i--
            --o
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*0*=utf-8''Gr%C3%BC; filename*1*=%C3%9Fe.pdf

            %PDF
            --o
            Content-Type: message/rfc822

            Subject: inner

            inner text
            --o--
            """)
        #expect(message.attachments.map(\.id) == ["1.2", "2", "3"])
        #expect(message.attachments.map(\.filename) == ["a.png", "Grüße.pdf", nil])
        #expect(message.attachments[0].content == [1, 2, 3])
        #expect(message.attachments[0].contentID == "pic@x")
        #expect(message.html == "<p>")
        #expect(String(decoding: message.attachments[2].content, as: UTF8.self) == "Subject: inner\n\ninner text")
    }

    @Test(
        "that is broken gives what is there",
        arguments: [
            "", "\n", "no header at all", ":\n:\n\n", "Content-Type: multipart/mixed\n\nno boundary",
            "Content-Type: multipart/mixed; boundary=b\n\n--b",
            "Content-Type: multipart/mixed; boundary=b\n\nnever opened",
            "Content-Type: multipart/mixed; boundary=b\n\n--b--\n--b\n\nafter the end", "Content-Type: ;;;=\n\nx",
            "Content-Type: text/plain; charset=\n\nx", "Content-Transfer-Encoding: base64\n\n!!!!", "\u{0}\u{0}\u{0}",
            "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--\n----",
            "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n",
        ])
    func broken(_ text: String) throws {
        for bytes in [Array(text.utf8), Array(text.replacing("\n", with: "\r\n").utf8)] {
            let message = try ParsedMessage(parsing: bytes)
            #expect(message.parts.count <= 2)
        }
    }

    @Test("cut at any byte is survived")
    func truncated() throws {
        let composition = Composition(
            to: [NamedAddress(name: "Grüße", address: "a@example.com")], subject: "Grüße", text: "Grüße",
            html: "<p>Grüße",
            attachments: [AttachmentContent(filename: "ü.bin", content: Base64(Array(0...255)))])
        let whole = try MessageComposerTests.compose(composition).bytes
        for end in whole.indices { _ = try ParsedMessage(parsing: Array(whole[..<end])) }
    }

    @Test("nested a thousand levels deep does not exhaust the stack", arguments: ["multipart", "message"])
    func deep(_ kind: String) throws {
        var text = ""
        for level in 0..<5_000 {
            text +=
                kind == "multipart"
                ? "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
                : "Content-Type: message/rfc822\n\n"
        }
        #expect(try Self.parse(text + "\nend").parts.count <= 1)
    }

    @Test("of more parts than anybody sends is refused")
    func parts() {
        let text = "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\n", count: 20_001)
        #expect(throws: MIMEError.tooComplex("too many parts")) { try Self.parse(text) }
    }
}
