import Domain
import Mail
import Synchronization
import TestSupport
import Testing

@testable import IMAP

@Suite("A message read over IMAP")
struct MessageReadingTests {
    private static let reading = MessageReading(html: false)

    private func mailbox(_ steps: [ScriptStep], pieceSize: Int = .max) -> (IMAPMailbox, ScriptedConnector) {
        let connector = ScriptedConnector([ScriptedStream(Dialogue.signIn() + steps, pieceSize: pieceSize)])
        return (Dialogue.mailbox(connector), connector)
    }

    private static func fetched(_ structure: String, size: Int = 42) -> ScriptStep {
        let header = "References: <a@b>\r\n <c@d>\r\n\r\n"
        return .send(
            "* 1 FETCH (UID 9 FLAGS () INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" RFC822.SIZE \(size) ENVELOPE "
                + "(NIL \"s\" NIL NIL ((NIL NIL \"r\" \"x\")) NIL NIL NIL \"<b@b>\" \"<i@j>\") BODYSTRUCTURE \(structure) "
                + "BODY[HEADER.FIELDS (REFERENCES)]<0> {\(header.utf8.count)}\r\n\(header))\r\n")
    }

    private static let begin: [ScriptStep] = [
        .expect("{tag} EXAMINE \"INBOX\""),
        .expect(
            "{tag} UID FETCH 9 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE "
                + "BODY.PEEK[HEADER.FIELDS (REFERENCES)]<0.262144>)"),
        .expect("{tag} UID FETCH 9 (UID BODY.PEEK[1]<0.16384> BODY.PEEK[2]<0.16384>)"),
    ]
    /// What the server says to the texts that were asked for in the hope that they are there.
    private static let noHope: [ScriptStep] = [.line("{tag-1} OK"), .line("{tag} NO no such part")]

    @Test("gives its text decoded, what hangs on it, and what it answers")
    func message() async throws {
        let structure =
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"iso-8859-1\") NIL NIL \"QUOTED-PRINTABLE\" 6 1)"
            + "(\"APPLICATION\" \"PDF\" (\"NAME\" \"a.pdf\") NIL NIL \"BASE64\" 2000 NIL (\"attachment\" NIL)) \"MIXED\")"
        let (mailbox, connector) = mailbox(
            Self.begin + Dialogue.selected(exists: 1, tag: "{tag-2}") + [Self.fetched(structure)] + Self.noHope + [
                .expect("{tag} UID FETCH 9 (UID BODY.PEEK[1]<0.8388608>)"),
                .send("* 1 FETCH (UID 9 BODY[1]<0> {8}\r\n=FCber\r\n)\r\n"), .line("{tag} OK"),
            ], pieceSize: 3)
        let message = try await mailbox.message(Dialogue.reference(uid: 9), Self.reading, until: Dialogue.soon)
        #expect(message.text == MessageText(content: "über\r\n", size: 7))
        #expect(message.attachments.map(\.id) == ["2"] && message.attachments[0].filename == "a.pdf")
        #expect(message.references == ["<a@b>", "<c@d>"] && message.inReplyTo == "<b@b>")
        #expect(message.replyTo.map(\.address) == ["r@x"] && message.summary.hasAttachments && message.headers == nil)
        #expect(await connector.problems == [])
    }

    @Test("costs one round trip when its texts are short and where most messages have them")
    func hopes() async throws {
        let structure =
            "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 99999 1) \"ALTERNATIVE\")"
        let long = String(repeating: "x", count: 16_384)
        let (mailbox, connector) = mailbox(
            Self.begin + Dialogue.selected(exists: 1, tag: "{tag-2}") + [
                Self.fetched(structure), .line("{tag-1} OK"),
                .send("* 1 FETCH (UID 9 BODY[1]<0> {5}\r\nhello BODY[2]<0> {16384}\r\n\(long))\r\n"), .line("{tag} OK"),
                .expect("{tag} UID FETCH 9 (UID BODY.PEEK[2]<0.8388608>)"),
                .send("* 1 FETCH (UID 9 BODY[2]<0> {16386}\r\n\(long)yz)\r\n"), .line("{tag} OK"),
            ])
        let message = try await mailbox.message(Dialogue.reference(uid: 9), MessageReading(), until: Dialogue.soon)
        #expect(message.text == MessageText(content: "hello", size: 5))
        #expect(message.html == MessageText(content: long + "yz", size: 16_386))
        #expect(await connector.problems == [])
    }

    @Test("has an attached message as an item, and everything else as a file")
    func kinds() async throws {
        let structure =
            "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)(\"APPLICATION\" \"PDF\" NIL NIL NIL \"BASE64\" 20)"
            + "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 40 (NIL \"in\" NIL NIL NIL NIL NIL NIL NIL NIL) "
            + "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1) 4) \"MIXED\")"
        let (mailbox, _) = mailbox(
            Self.begin.dropLast() + Dialogue.selected(exists: 1, tag: "{tag-1}") + [
                Self.fetched(structure), .line("{tag} OK"),
            ])
        let reading = MessageReading(text: false, html: false)
        let message = try await mailbox.message(Dialogue.reference(uid: 9), reading, until: Dialogue.soon)
        #expect(message.attachments.map(\.contentType) == ["application/pdf", "message/rfc822"])
        #expect(message.attachments.map(\.kind) == [.file, .item])
    }

    @Test("is parsed by ourselves where the server cannot describe it")
    func brokenStructure() async throws {
        let source =
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x\r\nContent-Type: image/png\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--x--\r\n"
        let structure = "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)(NIL NIL NIL NIL NIL \"7BIT\" 0 NIL) \"MIXED\")"
        let whole: [ScriptStep] = [
            .expect("{tag} UID FETCH 9 (UID BODY.PEEK[])"),
            .send("* 1 FETCH (UID 9 BODY[] {\(source.utf8.count)}\r\n\(source))\r\n"), .line("{tag} OK"),
        ]
        let (mailbox, connector) = mailbox(
            Self.begin + Dialogue.selected(exists: 1, tag: "{tag-2}") + [Self.fetched(structure)] + Self.noHope
                + whole + [
                    .expect("{tag} UID FETCH 9 (UID BODYSTRUCTURE)"),
                    .line("* 1 FETCH (UID 9 BODYSTRUCTURE \(structure))"), .line("{tag} OK"),
                ] + whole)
        let message = try await mailbox.message(Dialogue.reference(uid: 9), Self.reading, until: Dialogue.soon)
        #expect(message.text?.content.hasPrefix("hello") == true)
        #expect(message.attachments.map(\.id) == ["m2"])
        let sink = CollectingSink(limit: 100)
        try await mailbox.attachment("m2", of: Dialogue.reference(uid: 9), into: sink, until: Dialogue.soon)
        #expect(sink.bytes == [0, 1, 2])
        #expect(await connector.problems == [])
    }

    @Test("is told of with what is known where it nests deeper than anybody follows", arguments: [90, 5_000])
    func deep(_ levels: Int) async throws {
        let structure =
            String(repeating: "(", count: levels) + "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)"
            + String(repeating: " \"MIXED\")", count: levels)
        let source =
            (0..<levels).map { "Content-Type: multipart/mixed; boundary=b\($0)\r\n\r\n--b\($0)\r\n" }.joined()
            + "\r\ndeep\r\n"
        let (mailbox, connector) = mailbox(
            Self.begin + Dialogue.selected(exists: 1, tag: "{tag-2}") + [Self.fetched(structure)] + Self.noHope + [
                .expect("{tag} UID FETCH 9 (UID BODY.PEEK[])"),
                .send("* 1 FETCH (UID 9 BODY[] {\(source.utf8.count)}\r\n\(source))\r\n"), .line("{tag} OK"),
            ])
        let message = try await mailbox.message(Dialogue.reference(uid: 9), Self.reading, until: Dialogue.soon)
        #expect(message.summary.subject == "s" && message.text == nil && message.attachments.isEmpty)
        #expect(await connector.problems == [])
    }

    @Test("becomes seen only when that is asked for")
    func markSeen() async throws {
        var reading = MessageReading(text: false, html: false)
        reading.markSeen = true
        let (mailbox, connector) = mailbox(
            [.expect("{tag} SELECT \"INBOX\""), .expectPrefix("{tag} UID FETCH 9 ")]
                + Dialogue.selected(exists: 1, tag: "{tag-1}") + [
                    Self.fetched("(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)"), .line("{tag} OK"),
                    .expect("{tag} UID STORE 9 +FLAGS.SILENT (\\Seen)"), .line("{tag} OK"),
                ])
        let message = try await mailbox.message(Dialogue.reference(uid: 9), reading, until: Dialogue.soon)
        #expect(message.summary.flags == [.seen])
        #expect(await connector.problems == [])
    }

    @Test("that is gone, or whose mailbox was rebuilt, or that is another's, is not found")
    func absence() async {
        let (first, _) = mailbox(
            Self.begin + Dialogue.selected(exists: 1, tag: "{tag-2}") + [.line("{tag-1} OK"), .line("{tag} OK")])
        await #expect(throws: MailError.notFound(what: "message", .movedOrDeleted)) {
            _ = try await first.message(Dialogue.reference(uid: 9), Self.reading, until: Dialogue.soon)
        }
        let (second, _) = mailbox(
            Self.begin + Dialogue.selected(exists: 1, uidValidity: 8, tag: "{tag-2}") + Self.noHope)
        await #expect(throws: MailError.notFound(what: "message", .uidValidityChanged)) {
            _ = try await second.message(Dialogue.reference(uid: 9), Self.reading, until: Dialogue.soon)
        }
        let foreign = MessageReference(
            account: AccountID(unchecked: "acc_b"), place: .imap(mailbox: "INBOX", uidValidity: 7, uid: 9))
        let (third, connector) = mailbox([])
        await #expect(throws: MailError.notFound(what: "message")) {
            _ = try await third.message(foreign, Self.reading, until: Dialogue.soon)
        }
        #expect(await connector.opened.isEmpty)
    }

    @Test("gives its source byte for byte, piece by piece")
    func source() async throws {
        let source = "a\r\n.\r\n\0b)\r\n"
        let count = source.utf8.count
        let (mailbox, connector) = mailbox(
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 1) + [
                .expect("{tag} UID FETCH 9 (UID BODY.PEEK[])"),
                .send("* 3 EXISTS\r\n* 1 FETCH (BODY[] {\(count)}\r\n\(source) UID 9)\r\n"), .line("{tag} OK"),
                .expect("{tag} UID FETCH 9 (UID BODY.PEEK[])"), .line("* 1 FETCH (UID 9 BODY[] \"quoted\")"),
                .line("{tag} OK"),
            ], pieceSize: 2)
        let sink = RecordingSink()
        try await mailbox.source(of: Dialogue.reference(uid: 9), into: sink, until: Dialogue.soon)
        #expect(sink.pieces.flatMap(\.self) == Array(source.utf8))
        #expect(sink.pieces.count > 3)
        let again = RecordingSink()
        try await mailbox.source(of: Dialogue.reference(uid: 9), into: again, until: Dialogue.soon)
        #expect(again.pieces.flatMap(\.self) == Array("quoted".utf8))
        #expect(await connector.problems == [])
    }

    @Test("gives a part with its encoding undone")
    func attachment() async throws {
        let structure =
            "((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1)(\"IMAGE\" \"PNG\" NIL NIL NIL \"BASE64\" 8) \"MIXED\")"
        let (mailbox, connector) = mailbox(
            [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} UID FETCH 9 (UID BODYSTRUCTURE)")]
                + Dialogue.selected(exists: 1, tag: "{tag-1}") + [
                    .line("* 1 FETCH (UID 9 BODYSTRUCTURE \(structure))"), .line("{tag} OK"),
                    .expect("{tag} UID FETCH 9 (UID BODY.PEEK[2])"),
                    .send("* 1 FETCH (UID 9 BODY[2] {10}\r\nAAEC\r\nAwQ=)\r\n"), .line("{tag} OK"),
                ], pieceSize: 1)
        let sink = RecordingSink()
        try await mailbox.attachment("2", of: Dialogue.reference(uid: 9), into: sink, until: Dialogue.soon)
        #expect(sink.pieces.flatMap(\.self) == [0, 1, 2, 3, 4])
        #expect(await connector.problems == [])
    }

    @Test(
        "has no part of a name that is none",
        arguments: ["", "0", "1.", ".1", "1]", "TEXT", "01", "m", "m0", "9999999"])
    func badPart(_ id: String) async {
        let (mailbox, connector) = mailbox([])
        await #expect(throws: MailError.notFound(what: "attachment")) {
            try await mailbox.attachment(
                id, of: Dialogue.reference(uid: 9), into: RecordingSink(), until: Dialogue.soon)
        }
        #expect(await connector.opened.isEmpty)
    }
}

/// Keeps the pieces as they came.
final class RecordingSink: ContentSink {
    private let kept = Mutex<[[UInt8]]>([])
    private let failing: MailError?

    init(failing: MailError? = nil) { self.failing = failing }

    var pieces: [[UInt8]] { kept.withLock { $0 } }

    func write(_ bytes: [UInt8]) async throws(MailError) {
        if let failing { throw failing }
        kept.withLock { $0.append(bytes) }
    }
}
