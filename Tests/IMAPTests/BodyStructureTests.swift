import Testing

@testable import IMAP

@Suite("The structure of a message as servers tell it")
struct BodyStructureTests {
    private func structure(_ text: String) throws -> BodyStructure? {
        let bytes = Array("* 1 FETCH (BODYSTRUCTURE \(text) UID 5)\r\n".utf8)
        var scanner = ResponseScanner(bytes, in: 0..<bytes.count)
        guard case .untagged(.fetch(let message)) = try scanner.response() else { return nil }
        #expect(message.uid == 5)
        return message.structure
    }

    private func parts(_ text: String) throws -> MessageParts? {
        guard case .part(let root) = try structure(text) else { return nil }
        return MessageParts(root)
    }

    @Test("tells texts from attachments")
    func mixed() throws {
        let parts = try #require(
            try parts(
                """
                ((((("TEXT" "PLAIN" ("CHARSET" "UTF-8") NIL NIL "8BIT" 12 1 NIL NIL NIL NIL)("TEXT" "HTML" NIL NIL NIL \
                "QUOTED-PRINTABLE" 40 2) "ALTERNATIVE" ("BOUNDARY" "a") NIL NIL)("IMAGE" "PNG" NIL "<i@x>" NIL "BASE64" 90 \
                NIL ("INLINE" ("FILENAME" "i.png")) NIL NIL) "RELATED") "MIXED")("APPLICATION" "PDF" \
                ("NAME*" "utf-8''%C3%BC.pdf") NIL NIL "BASE64" 2000 NIL ("ATTACHMENT" NIL) NIL NIL)("MESSAGE" "RFC822" NIL NIL \
                NIL "7BIT" 900 ("d" "s" NIL NIL NIL NIL NIL NIL NIL NIL) ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 1 1) 30 NIL NIL \
                NIL NIL) "MIXED" ("BOUNDARY" "b") NIL ("en" "de") NIL)
                """))
        #expect(parts.text?.number == "1.1.1.1" && parts.text?.charset == "UTF-8")
        #expect(parts.html?.number == "1.1.1.2" && parts.html?.part.encoding == "quoted-printable")
        #expect(parts.attachments.map(\.number) == ["1.1.2", "2", "3"])
        #expect(parts.attachments.map(\.filename) == ["i.png", "ü.pdf", nil])
        #expect(parts.attachments.map(\.contentType) == ["image/png", "application/pdf", "message/rfc822"])
        #expect(parts.attachments[0].contentID == "i@x")
        #expect(parts.hasAttachments)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var hasAttachments: Bool
        var testDescription: String { name }
    }

    private static let plain = "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)"

    @Test(
        "says whether something hangs on it",
        arguments: [
            Case(name: "a text alone", text: plain, hasAttachments: false),
            Case(
                name: "a named text", text: "(\"TEXT\" \"PLAIN\" (\"NAME\" \"a.txt\") NIL NIL \"7BIT\" 1 1)",
                hasAttachments: true),
            Case(
                name: "an inline image",
                text: "(\(plain)(\"IMAGE\" \"PNG\" NIL \"<a@b>\" NIL \"BASE64\" 9 NIL (\"INLINE\" NIL)) \"RELATED\")",
                hasAttachments: false),
            Case(
                name: "an image without a disposition",
                text: "(\(plain)(\"IMAGE\" \"PNG\" NIL NIL NIL \"BASE64\" 9) \"MIXED\")", hasAttachments: true),
            Case(
                name: "an image marked as an attachment that has a Content-ID",
                text: "(\(plain)(\"IMAGE\" \"PNG\" NIL \"<a@b>\" NIL \"BASE64\" 9 NIL (\"attachment\" NIL)) \"MIXED\")",
                hasAttachments: true),
            Case(
                name: "Exchange's part of NILs",
                text:
                    "(\(plain)(NIL NIL NIL NIL NIL \"7BIT\" 0 NIL NIL NIL NIL) \"MIXED\" (\"BOUNDARY\" \"x\") NIL NIL)",
                hasAttachments: true),
            Case(
                name: "Exchange's part of NILs that has an id",
                text: "(\(plain)(NIL NIL NIL \"<a@b>\" NIL \"7BIT\" 0 NIL NIL NIL NIL) \"MIXED\")", hasAttachments: true
            ),
            Case(
                name: "Exchange's bare disposition",
                text: "(\(plain)(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 1 1 NIL \"inline\" NIL NIL) \"ALTERNATIVE\")",
                hasAttachments: false),
            Case(
                name: "Exchange's disposition of NILs",
                text: "(\(plain)(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 1 1 NIL (NIL NIL) NIL NIL) \"ALTERNATIVE\")",
                hasAttachments: false),
            Case(
                name: "empty parameter lists and missing line counts",
                text: "((\"text\" \"plain\" () NIL NIL \"7bit\" 1 NIL NIL NIL)\(plain) \"mixed\" () NIL)",
                hasAttachments: true),
        ])
    func attachments(_ c: Case) throws {
        #expect(try parts(c.text)?.hasAttachments == c.hasAttachments)
    }

    @Test("is marked, not believed, where its parentheses match and nothing else does")
    func malformed() throws {
        #expect(try structure("(((\"x\")) 5 \"y\")") == .malformed(mentionsAttachment: false))
        #expect(try structure("(\"TEXT\" (\"attachment\" NIL))") == .malformed(mentionsAttachment: true))
        #expect(try structure("NIL") == .malformed(mentionsAttachment: false))
    }

    /// `levels` multiparts in one another, or messages, around a text; the words of an attachment in the midst of them.
    private static func deep(_ levels: Int, messages: Bool) -> String {
        let begin = messages ? "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 9 (NIL {1}\r\n( \")\\\"(\") " : "("
        let end = messages ? " 1)" : " \"MIXED\" (\"BOUNDARY\" \")\\\"(\") (\"ATTACHMENT\" NIL))"
        return String(repeating: begin, count: levels) + plain + String(repeating: end, count: levels)
    }

    @Test(
        "is passed over where it is deeper than anybody needs, and what stands behind it is read",
        arguments: [64, 90, 5_000], [false, true])
    func deep(_ levels: Int, messages: Bool) throws {
        #expect(try structure(Self.deep(levels, messages: messages)) == .malformed(mentionsAttachment: !messages))
    }

    @Test("is read down to the deepest level that is followed")
    func deepest() throws {
        #expect(try parts(Self.deep(63, messages: false))?.text != nil)
        #expect(try parts(Self.deep(63, messages: true))?.attachments.map(\.number) == ["1"])
    }

    @Test("is passed over where it has more parts than anybody needs")
    func wide() throws {
        let children = String(repeating: Self.plain, count: 100_000)
        #expect(try structure("(\(children) \"MIXED\")") == .malformed(mentionsAttachment: false))
    }

    @Test("knows a broken part anywhere inside")
    func broken() throws {
        let text = "((\(Self.plain)(NIL NIL NIL NIL NIL \"7BIT\" 0 NIL) \"MIXED\")\(Self.plain) \"MIXED\")"
        guard case .part(let root) = try structure(text) else {
            Issue.record("no structure")
            return
        }
        #expect(root.holdsBrokenPart && !root.isBroken)
    }

    @Test(
        "finds a part by its number",
        arguments: [("1", "plain"), ("2.1", "html"), ("2", nil), ("3", nil), ("0", nil), ("1.1", nil), ("2.1.1", nil)])
    func numbers(_ number: String, _ subtype: String?) throws {
        let text = "(\(Self.plain)((\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 1 1) \"RELATED\") \"MIXED\")"
        guard case .part(let root) = try structure(text) else {
            Issue.record("no structure")
            return
        }
        #expect(MessageParts.leaf(number, of: root)?.part.subtype == subtype)
    }
}
