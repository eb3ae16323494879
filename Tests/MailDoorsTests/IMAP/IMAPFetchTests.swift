import Domain
import Tenant
import Testing

@testable import MailDoors

@Suite("FETCH", .timeLimit(.minutes(10)))
struct IMAPFetchTests {
    /// The literal that one item of one message brings.
    static func literal(_ item: String, of message: String, uid: Bool = false) async throws -> String? {
        let client = await (try IMAPStage(messages: [message])).adeleClient(selecting: "Known")
        let text = await client.say("\(uid ? "UID " : "")FETCH 1 (\(item))").joined(separator: "\r\n")
        guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}"),
            let count = Int(text[text.index(after: open)..<close])
        else { return nil }
        let bytes = Array(text[text.index(after: close)...].utf8).dropFirst(2).prefix(count)
        return bytes.count == count ? String(decoding: bytes, as: UTF8.self) : nil
    }

    @Test(arguments: [
        ("BODY.PEEK[]", IMAPMessages.nested), ("BODY.PEEK[1]", "first part\r\n"),
        ("BODY.PEEK[1.MIME]", "Content-Type: text/plain; charset=utf-8\r\n\r\n"),
        ("BODY.PEEK[2]", IMAPMessages.inner),
        (
            "BODY.PEEK[2.HEADER]",
            "From: c@z.example\r\nSubject: inner\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
        ),
        ("BODY.PEEK[2.HEADER.FIELDS (Subject)]", "Subject: inner\r\n\r\n"), ("BODY.PEEK[2.1]", "inner text"),
        ("BODY.PEEK[2.2]", "<p>inner</p>"), ("BODY.PEEK[3]", "QUJD"), ("BODY.PEEK[3]<1.2>", "UJ"),
        ("BODY.PEEK[3]<9.2>", ""),
        (
            "BODY.PEEK[HEADER.FIELDS.NOT (FROM DATE MIME-VERSION MESSAGE-ID)]",
            "Subject: nested\r\nContent-Type: multipart/mixed; boundary=\"out er\"\r\n\r\n"
        ),
        (
            "BODY.PEEK[2.TEXT]",
            "--in\r\n\r\ninner text\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>inner</p>\r\n--in--"
        ),
    ])
    func sectionsAreExactPieces(item: String, expected: String) async throws {
        #expect(try await Self.literal(item, of: IMAPMessages.nested) == expected)
    }

    @Test(arguments: ["BODY.PEEK[4]", "BODY.PEEK[1.1]", "BODY.PEEK[1.HEADER]", "BODY.PEEK[2.3.1]"])
    func whatIsNotThereIsNil(item: String) async throws {
        let client = await (try IMAPStage(messages: [IMAPMessages.nested])).adeleClient(selecting: "Known")
        let name = item.replacing(".PEEK", with: "")
        #expect(await client.say("FETCH 1 \(item)") == ["* 1 FETCH (\(name) NIL)", "t OK FETCH completed."])
    }

    @Test(arguments: [
        ("RFC822.TEXT", "Hello.\r\nBye.\r\n"), ("BODY[1]", "Hello.\r\nBye.\r\n"), ("BODY[TEXT]<1.4>", "ello"),
    ])
    func aPlainMessageHasOnePart(item: String, expected: String) async throws {
        #expect(try await Self.literal(item, of: IMAPMessages.plain, uid: true) == expected)
    }

    @Test func envelopesKeepNamesAsTheyWereEncodedAndMarkGroups() async throws {
        let client = await (try IMAPStage(messages: [IMAPMessages.plain])).adeleClient(selecting: "Known")
        let from = "((\"Doe, John\" NIL \"john\" \"contoso.example\"))"
        let to =
            "((NIL NIL \"Undisclosed\" NIL)(NIL NIL \"a\" \"x.example\")(\"B\" NIL \"b\" \"y.example\")(NIL NIL NIL NIL))"
        #expect(
            await client.say("FETCH 1 ENVELOPE").first
                == "* 1 FETCH (ENVELOPE (\"Fri, 20 Nov 2026 17:00:00 +0000\" \"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=\" \(from) \(from) "
                + "\(from) \(to) NIL NIL NIL \"<plain@contoso.example>\"))")
    }

    @Test func structuresTellSizesOfEveryPart() async throws {
        let client = await (try IMAPStage(messages: [IMAPMessages.nested])).adeleClient(selecting: "Known")
        let innerFrom = "((NIL NIL \"c\" \"z.example\"))"
        let envelope = "(NIL \"inner\" \(innerFrom) \(innerFrom) \(innerFrom) NIL NIL NIL NIL NIL)"
        let innerParts =
            "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 10 0)(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 12 0) \"ALTERNATIVE\")"
        let message =
            "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" \(IMAPMessages.inner.utf8.count) \(envelope) \(innerParts) "
            + "\(IMAPMessages.inner.split(separator: "\r\n", omittingEmptySubsequences: false).count - 1))"
        #expect(
            await client.say("FETCH 1 BODY").first
                == "* 1 FETCH (BODY ((\"TEXT\" \"PLAIN\" (\"charset\" \"utf-8\") NIL NIL \"7BIT\" 12 1)\(message)"
                + "(\"APPLICATION\" \"PDF\" (\"name\" \"a.pdf\") NIL NIL \"BASE64\" 4) \"MIXED\"))")
        let extended = await client.say("FETCH 1 BODYSTRUCTURE").first ?? ""
        #expect(
            extended.contains(
                "NIL (\"attachment\" (\"filename\" \"a.pdf\")) NIL NIL) \"MIXED\" (\"boundary\" \"out er\")"))
    }

    @Test func looksWithPeekAndLooksAtAnExaminedFolderMarkNothing() async throws {
        let client = await (try IMAPStage(messages: [IMAPMessages.plain])).adeleClient(selecting: "Known")
        _ = await client.say("FETCH 1 (BODY.PEEK[] RFC822.HEADER ENVELOPE)")
        #expect(await client.say("SEARCH SEEN").first == "* SEARCH")
        _ = await client.say("EXAMINE Known")
        _ = await client.say("FETCH 1 BODY[]")
        #expect(await client.say("SEARCH SEEN").first == "* SEARCH")
        _ = await client.say("SELECT Known")
        #expect(await client.say("FETCH 1 BODY[TEXT]<0.0>") == ["t BAD Command Argument Error. 11"])
        #expect(await client.say("FETCH 1 BODY[TEXT]<0.1>").last { $0.contains("FLAGS") } == "H FLAGS (\\Seen))")
        #expect(await client.say("SEARCH SEEN").first == "* SEARCH 1")
    }

    @Test(arguments: [false, true])
    func sizesAreEstimatesUnlessTheyAreExact(isExact: Bool) async throws {
        let stage = try IMAPStage(messages: [IMAPMessages.plain]) { $0.set(Facts.imapExactSize, to: isExact) }
        let client = await stage.adeleClient(selecting: "Known")
        let exact = "* 1 FETCH (RFC822.SIZE \(IMAPMessages.plain.utf8.count))"
        #expect((await client.say("FETCH 1 RFC822.SIZE").first == exact) == isExact)
    }

    @Test func macrosAndDatesAreAnsweredInOrder() async throws {
        let client = await (try IMAPStage(messages: [IMAPMessages.plain])).adeleClient(selecting: "Known")
        #expect(
            await client.say("UID FETCH 1:* (FLAGS INTERNALDATE)").first
                == "* 1 FETCH (UID 1 FLAGS (\\Recent) INTERNALDATE \"21-Sep-2026 14:13:20 +0000\")")
        #expect(await client.say("FETCH 1 FAST").first?.hasPrefix("* 1 FETCH (FLAGS (\\Recent) INTERNALDATE ") == true)
    }

    @Test func aHugeAttachmentIsReadInPiecesAndNeverHeld() async throws {
        let stage = try IMAPStage()
        let mailbox = try stage.adele
        let time = stage.sandbox.clock.now
        var letter = Letter(
            subject: "huge", from: nil, sentAt: time, messageID: "<huge@x.example>",
            body: LetterBody(.text, "see file"),
            conversation: "huge")
        letter.attachments = [
            LetterAttachment(
                number: 1, name: "huge.bin", contentType: "application/octet-stream", modifiedAt: time,
                kind: .file(.grown(seed: 7, count: 150 << 20)))
        ]
        let grown = letter
        try mailbox.change { state throws(MailboxError) in
            guard let folder = state.folders.values.first(where: { $0.displayName == "Known" }) else { return }
            _ = try state.append(grown, to: folder.number, receivedAt: time)
        }
        let client = await stage.adeleClient(selecting: "Known")
        let encoded = (157_286_400 + 2) / 3 * 4 + (157_286_400 + 56) / 57 * 2
        let structure = await client.say("FETCH 1 BODYSTRUCTURE").first ?? ""
        // The line end before the delimiter belongs to it.
        #expect(structure.contains("\"BASE64\" \(encoded) ") || structure.contains("\"BASE64\" \(encoded - 2) "))
        let piece = await client.say("FETCH 1 BODY.PEEK[2]<78.76>")
        #expect(piece.first == "* 1 FETCH (BODY[2]<78> {76}")
        let expected = Base64(AttachmentBytes.grown(seed: 7, count: 150 << 20).read(57..<114)).text
        #expect(piece.dropFirst().first == expected + ")")
    }

    @Test func messagesThatAreGoneAreSaidToBe() async throws {
        let stage = try IMAPStage(messages: [IMAPMessages.plain, IMAPMessages.plain])
        let client = await stage.adeleClient(selecting: "Known")
        let other = await stage.adeleClient(selecting: "Known")
        _ = await other.say("STORE 1 +FLAGS.SILENT (\\Deleted)")
        #expect(await other.say("EXPUNGE") == ["* 1 EXPUNGE", "t OK EXPUNGE completed."])
        #expect(
            await client.say("FETCH 1:2 UID") == [
                "* 2 FETCH (UID 2)", "t NO Some of the requested messages no longer exist.",
            ])
        #expect(await client.say("NOOP") == ["* 1 EXPUNGE", "t OK NOOP completed."])
        #expect(await client.say("FETCH 1 UID").first == "* 1 FETCH (UID 2)")
        #expect(await client.say("FETCH 2 UID") == ["t BAD The specified message set is invalid."])
    }
}
