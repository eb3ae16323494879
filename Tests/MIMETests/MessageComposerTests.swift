import Domain
import MIME
import Testing

@Suite("A composed message")
struct MessageComposerTests {
    static let from = NamedAddress(name: "Jürgen Groß", address: "juergen@bücher.example")
    static let date = Timestamp(secondsSince1970: 1_795_370_400)

    static func compose(_ composition: Composition, from: NamedAddress = from) throws -> ComposedMessage {
        let identifier = try #require(InternetMessageID(rawValue: "<one@example.com>"))
        return try MessageComposer().compose(composition, from: from, date: date, messageID: identifier)
    }

    static func text(_ composition: Composition) throws -> String {
        String(decoding: try compose(composition).bytes, as: UTF8.self)
    }

    @Test("of plain ASCII is as plain as can be")
    func plain() throws {
        let composition = Composition(
            to: [NamedAddress(address: "bo@example.com")], subject: "Hello",
            text: "Line one\nLine two\r\nLine three\rend")
        let message = try Self.compose(composition, from: NamedAddress(name: "Ann Lee", address: "ann@example.com"))
        #expect(
            String(decoding: message.bytes, as: UTF8.self) == """
                Date: Sun, 22 Nov 2026 18:00:00 +0000\r
                From: Ann Lee <ann@example.com>\r
                To: bo@example.com\r
                Subject: Hello\r
                Message-ID: <one@example.com>\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=us-ascii\r
                Content-Transfer-Encoding: 7bit\r
                \r
                Line one\r
                Line two\r
                Line three\r
                end\r

                """)
    }

    @Test("keeps every text and file through GMime's parser")
    func roundTrip() throws {
        let picture = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let notes = Array("lines\nwith LF\nonly\r\nand one CRLF".utf8)
        let composition = Composition(
            sender: NamedAddress(name: "Büro", address: "office@example.com"),
            to: [
                NamedAddress(name: "Bo \"the\" Bear, Jr.", address: "bo@example.com"),
                NamedAddress(address: "c@example.com"),
            ],
            cc: [NamedAddress(name: "世界", address: "d@例え.テスト")], bcc: [NamedAddress(address: "secret@example.com")],
            replyTo: [NamedAddress(address: "reply@example.com")],
            subject: "Grüße aus Köln: " + String(repeating: "ein langer Betreff ", count: 20) + "💌",
            text: "Grüße\n.\nFrom here\n" + String(repeating: "lang ", count: 400),
            html: "<p>Grüße <img src='cid:pic@x'></p>",
            attachments: [
                AttachmentContent(
                    filename: "bild.png", contentType: "image/png", content: Base64(picture), inline: true,
                    contentId: "pic@x"),
                AttachmentContent(
                    filename: "Übersicht für alle, die es wissen wollen – 2026 (final).txt",
                    contentType: "text/plain; charset=utf-8", content: Base64(notes)),
                AttachmentContent(content: Base64([])),
            ],
            headers: [
                HeaderField(name: "X-Campaign", value: "größer"),
                HeaderField(name: "List-Unsubscribe", value: "<https://example.com/u?x=1>"),
            ],
            inReplyTo: "<parent@example.com>", references: (0..<60).map { "<reference-number-\($0)@example.com>" })
        let message = try Self.compose(composition)
        let parsed = try ParsedMessage(parsing: message.bytes)
        #expect(parsed.header("Subject") == composition.subject)
        #expect(parsed.text?.replacing("\r\n", with: "\n") == composition.text)
        #expect(parsed.html == composition.html)
        #expect(
            HeaderDecoder.addresses(Array(parsed.header("From")?.utf8 ?? "".utf8)) == [
                NamedAddress(name: "Jürgen Groß", address: "juergen@xn--bcher-kva.example")
            ])
        #expect(HeaderDecoder.addresses(Array(parsed.header("To")?.utf8 ?? "".utf8)) == composition.to)
        #expect(
            HeaderDecoder.addresses(Array(parsed.header("Cc")?.utf8 ?? "".utf8)) == [
                NamedAddress(name: "世界", address: "d@xn--r8jz45g.xn--zckzah")
            ])
        #expect(parsed.header("Sender") == "Büro <office@example.com>")
        #expect(parsed.header("Reply-To") == "reply@example.com")
        #expect(parsed.header("X-Campaign") == "größer")
        #expect(parsed.header("List-Unsubscribe") == "<https://example.com/u?x=1>")
        #expect(parsed.header("In-Reply-To") == "<parent@example.com>")
        #expect(HeaderDecoder.messageIDs(Array(parsed.header("References")?.utf8 ?? "".utf8)) == composition.references)
        #expect(
            parsed.parts.map(\.contentType) == [
                "text/plain", "text/html", "image/png", "text/plain", "application/octet-stream",
            ])
        #expect(parsed.attachments.map(\.content) == [picture, notes, []])
        #expect(parsed.attachments.map(\.filename) == ["bild.png", composition.attachments?[1].filename, nil])
        #expect(parsed.attachments.map(\.contentID) == ["pic@x", nil, nil])
        #expect(parsed.attachments.map(\.disposition) == ["inline", "attachment", "attachment"])
        #expect(parsed.header("Bcc") == nil)
        #expect(!String(decoding: message.bytes, as: UTF8.self).contains("secret@example.com"))
        let own = try ParsedMessage(parsing: message.blindCopyField + message.bytes)
        #expect(own.header("Bcc") == "secret@example.com")
        #expect(own.parts == parsed.parts)
    }

    @Test(
        "has the structure that its contents need",
        arguments: [
            (Composition(text: "t"), ["text/plain"]),
            (Composition(html: "<p>"), ["text/html"]),
            (Composition(), ["text/plain"]),
            (Composition(text: "t", html: "<p>"), ["multipart/alternative", "text/plain", "text/html"]),
            (
                Composition(
                    html: "<p>", attachments: [AttachmentContent(content: Base64([1]), inline: true, contentId: "a")]),
                ["multipart/related", "text/html", "application/octet-stream"]
            ),
            (
                Composition(text: "t", attachments: [AttachmentContent(content: Base64([1]))]),
                ["multipart/mixed", "text/plain", "application/octet-stream"]
            ),
            (
                Composition(attachments: [
                    AttachmentContent(
                        contentType: "message/rfc822", content: Base64(Array("Subject: a\r\n\r\nb\r\n".utf8)))
                ]),
                ["multipart/mixed", "text/plain", "message/rfc822"]
            ),
            (
                Composition(attachments: [
                    AttachmentContent(contentType: "message/rfc822", content: Base64(Array("Subject: a\n\nbare".utf8)))
                ]),
                ["multipart/mixed", "text/plain", "application/octet-stream"]
            ),
        ])
    func structure(_ c: (composition: Composition, types: [String])) throws {
        let lines = try Self.text(c.composition).split(separator: "\r\n")
        let types = lines.filter { $0.hasPrefix("Content-Type: ") }.map { line in
            String(line.dropFirst(14).prefix { $0 != ";" })
        }
        #expect(types == c.types)
    }

    @Test(
        "has lines of at most 998 bytes, CRLF alone, and ASCII alone, whatever it is made of",
        arguments: [
            String(repeating: "x", count: 10_000), String(repeating: "ü", count: 5_000), "\n\n\n", "a\rb\r\rc",
            "\u{7F}\u{1B}", " ",
            "trailing \nspace\t\n", ".", "..\n.", "From me\nFrom you", "=", String(repeating: "=\n", count: 100),
            "ü\r\nü",
        ])
    func lines(_ text: String) throws {
        let message = try Self.compose(Composition(subject: "s", text: text, html: text))
        #expect(message.bytes.allSatisfy { $0 < 0x80 && $0 != 0 })
        #expect(throws: Never.self) { try RawMessage.check(message.bytes) }
        let expected = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let parsed = try ParsedMessage(parsing: message.bytes)
        #expect(parsed.text?.replacing("\r\n", with: "\n") == expected)
        #expect(parsed.html?.replacing("\r\n", with: "\n") == expected)
    }

    static let injections = [
        "a\r\nBcc: x@example.com", "a\nBcc: x@example.com", "a\rBcc: x", "a\u{0}b", "a\u{1}b", "a\u{7F}",
    ]

    @Test("never lets a value begin a line of its own", arguments: injections)
    func injection(_ evil: String) throws {
        let good = NamedAddress(address: "a@example.com")
        let file = { (name: String?, type: String?, id: String?) in
            Composition(
                html: "h",
                attachments: [AttachmentContent(filename: name, contentType: type, content: Base64([]), contentId: id)])
        }
        let attempts: [Composition] = [
            Composition(subject: evil), Composition(to: [NamedAddress(name: evil, address: "a@example.com")]),
            Composition(to: [NamedAddress(address: evil + "@example.com")]),
            Composition(cc: [NamedAddress(address: "a@\(evil)")]),
            Composition(bcc: [NamedAddress(name: evil, address: "a@example.com")]),
            Composition(replyTo: [good, NamedAddress(name: evil, address: "b@example.com")]),
            Composition(sender: NamedAddress(name: evil, address: "a@example.com")),
            Composition(inReplyTo: "<\(evil)@b>"),
            Composition(references: ["<a@b>", "<\(evil)@b>"]),
            Composition(headers: [HeaderField(name: "X-A", value: evil)]),
            Composition(headers: [HeaderField(name: evil, value: "v")]), file(evil, nil, nil), file(nil, evil, nil),
            file(nil, "text/\(evil)", nil),
            file(nil, "text/plain; name=\"\(evil)\"", nil), file(nil, nil, evil),
        ]
        for attempt in attempts { #expect(throws: MIMEError.self) { try Self.compose(attempt) } }
        #expect(throws: MIMEError.self) {
            try Self.compose(Composition(), from: NamedAddress(name: evil, address: "a@example.com"))
        }
    }

    @Test(
        "refuses fields that are Postern's own or no fields at all",
        arguments: [
            "From", "bcc", "CONTENT-TYPE", "Mime-Version", "Received", "Resent-To", "", "a b", "a:", "ä", "Date ",
        ])
    func fields(_ name: String) {
        #expect(throws: MIMEError.self) {
            try Self.compose(Composition(headers: [HeaderField(name: name, value: "x")]))
        }
    }

    @Test(
        "refuses what cannot be sent",
        arguments: [
            Composition(to: [NamedAddress(address: "not an address")]), Composition(text: "a\u{0}b"),
            Composition(text: "t", attachments: [AttachmentContent(content: Base64([]), inline: true, contentId: "a")]),
            Composition(html: "t", attachments: [AttachmentContent(content: Base64([]), inline: true)]),
            Composition(attachments: [AttachmentContent(contentType: "multipart/mixed", content: Base64([]))]),
            Composition(attachments: [AttachmentContent(contentType: "image", content: Base64([]))]),
            Composition(inReplyTo: "no-brackets@example.com"), Composition(references: ["<a b@c>"]),
            Composition(headers: Array(repeating: HeaderField(name: "X-A", value: "v"), count: 101)),
            Composition(subject: String(repeating: "s", count: 100_000)),
        ])
    func refused(_ composition: Composition) {
        #expect(throws: MIMEError.self) { try Self.compose(composition) }
    }

    @Test("folds a long header of the caller's own, and gives it back whole")
    func folding() throws {
        let url = "<https://example.com/" + String(repeating: "x", count: 900) + ">"
        let values = [
            String(repeating: "word ", count: 500) + "end", String(repeating: "größer ", count: 300) + "!", url,
            "a  b\tc",
            "=?utf-8?q?not_meant?=", String(repeating: "🎈", count: 100),
            String(repeating: " wide    ", count: 50) + "end",
        ]
        for value in values {
            let message = try Self.compose(Composition(headers: [HeaderField(name: "X-Long", value: value)]))
            let read = try ParsedMessage(parsing: message.bytes).header("X-Long")
            #expect(read?.replacing("\t", with: " ") == String(value.trimmingPrefix(" ")).replacing("\t", with: " "))
        }
        let text = try Self.text(Composition(headers: [HeaderField(name: "List-Unsubscribe", value: url)]))
        #expect(text.contains("\r\nList-Unsubscribe: \(url)\r\n"))
        #expect(throws: MIMEError.self) {
            try Self.text(Composition(headers: [HeaderField(name: "X-A", value: url + url)]))
        }
    }
}
