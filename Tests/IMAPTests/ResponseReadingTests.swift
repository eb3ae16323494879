import Domain
import Testing

@testable import IMAP

@Suite("The answers of an IMAP server")
struct ResponseReadingTests {
    /// Everything that is understood, from several servers, in one stream.
    private static let dialogue: [UInt8] = Array(
        """
        * OK [CAPABILITY IMAP4rev1 SASL-IR] Dovecot ready {5}\r
        * CAPABILITY IMAP4 imap4rev1 AUTH=XOAUTH2 LITERAL+ \r
        * LIST (\\HasNoChildren \\Sent) "/" "Sent &- more"\r
        * LIST (\\Noselect) NIL {3}\r
        a"b\r
        * STATUS "INBOX" (MESSAGES 3 UNSEEN 1 X-OTHER (a b))\r
        * SEARCH 2 84 882\r
        * ESEARCH (TAG "a2") UID COUNT 3 ALL 4:5,9\r
        * FLAGS (\\Seen $Label1 NonJunk)\r
        * 18 EXISTS\r
        * 3 EXPUNGE\r
        * NAMESPACE (("INBOX." ".")) NIL NIL\r
        * 12 FETCH (UID 9 FLAGS (\\Seen) ENVELOPE ({0}\r
         {3}\r
        a\r
         NIL NIL NIL NIL NIL NIL NIL NIL) BODY[1.2]<0> {6}\r
        )(\r
        "\\)\r
        + go on\r
        a2 NO [UNAVAILABLE] later\r
        * BYE see you\r

        """.utf8)

    @Test("read the same however they are cut")
    func cutting() {
        let whole = IMAPSyntax.describe(Self.dialogue, inPiecesOf: .max)
        #expect(whole.count == 15)
        #expect(whole.allSatisfy { !$0.hasPrefix("error") })
        for size in 1...9 { #expect(IMAPSyntax.describe(Self.dialogue, inPiecesOf: size) == whole) }
    }

    @Test("are a prefix of the whole when the stream ends early, and never an error")
    func truncation() {
        let whole = IMAPSyntax.describe(Self.dialogue, inPiecesOf: .max)
        for length in 0..<Self.dialogue.count {
            let begun = IMAPSyntax.describe(Array(Self.dialogue[..<length]), inPiecesOf: 5)
            #expect(begun.elementsEqual(whole.prefix(begun.count)))
        }
    }

    @Test("keep no body in memory that is streamed")
    func streaming() {
        let text = "* 1 FETCH (BODY[] {5}\r\nab\r\nc UID 4)\r\na1 OK\r\n"
        for size in [1, 2, 3, 100] {
            let read = IMAPSyntax.describe(Array(text.utf8), inPiecesOf: size, streamingBodies: true)
            #expect(read.count == 3)
            #expect(read[0] == "body: [97, 98, 13, 10, 99]")
            #expect(read[1].contains("streamed(5)") && read[1].contains("uid: Optional(4)"))
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var line: String
        var response: UntaggedResponse
        var testDescription: String { line }
    }

    private static func ok(_ code: ResponseCode?, _ text: String) -> UntaggedResponse {
        .status(StatusResponse(condition: .ok, code: code, text: text))
    }

    private static func listed(_ attributes: [String], _ name: String, by delimiter: Character? = "/")
        -> UntaggedResponse
    {
        .list(ListedMailbox(attributes: attributes, delimiter: delimiter?.asciiValue, name: Array(name.utf8)))
    }

    private static func fetch(_ change: (inout FetchedMessage) -> Void) -> UntaggedResponse {
        var message = FetchedMessage(number: 1)
        change(&message)
        return .fetch(message)
    }

    @Test(
        "are understood where they are odd but legal, or what real servers say",
        arguments: [
            Case(line: "* ok ready", response: ok(nil, "ready")),
            Case(line: "* OK", response: ok(nil, "")),
            Case(line: "* OK [UIDVALIDITY 14] UIDVALIDITY value", response: ok(.uidValidity(14), "UIDVALIDITY value")),
            Case(line: "* OK [UIDVALIDITY] broken", response: ok(.other("UIDVALIDITY"), "broken")),
            Case(line: "* OK [COPYUID 3  ] empty sets", response: ok(.other("COPYUID"), "empty sets")),
            Case(line: "* OK [BADCHARSET (\"a]b\")] no", response: ok(.other("BADCHARSET"), "no")),
            Case(line: "* OK [unfinished", response: ok(nil, "[unfinished")),
            Case(line: "*  7  exists", response: .exists(7)),
            Case(line: "* 7 EXISTS ", response: .exists(7)),
            Case(line: "* Server Unavailable. 15", response: .other("SERVER")),
            Case(line: "* SEARCH", response: .search([])),
            Case(line: "* SEARCH 5 6 (MODSEQ 917162500)", response: .search([5, 6])),
            Case(line: "* search 5  6 ", response: .search([5, 6])),
            Case(line: "* ESEARCH", response: .extendedSearch(ExtendedSearch())),
            Case(line: "* LIST () \"/\" INBOX", response: listed([], "INBOX")),
            Case(line: "* LIST () \"/\" Sent Items", response: listed([], "Sent Items")),
            Case(line: "* LIST () \"\\\\\" \"a\\\\b\\\"c\"", response: listed([], "a\\b\"c", by: "\\")),
            Case(line: "* LIST (\\HasChildren) NIL NIL", response: listed(["\\haschildren"], "NIL", by: nil)),
            Case(line: "* LIST () \"/\" \"x\" (\"CHILDINFO\" (\"SUBSCRIBED\"))", response: listed([], "x")),
            Case(
                line: "* STATUS Sent Items (MESSAGES 3)",
                response: .mailboxStatus(MailboxStatus(name: Array("Sent Items".utf8), messages: 3))),
            Case(line: "* STATUS \"a\" ()", response: .mailboxStatus(MailboxStatus(name: Array("a".utf8)))),
            Case(line: "* NAMESPACE NIL NIL NIL", response: .namespace(nil)),
            Case(
                line: "* NAMESPACE ((\"\" NIL)(\"#mh/\" \"/\")) NIL NIL",
                response: .namespace(PersonalNamespace(prefix: [], delimiter: nil))),
            Case(line: "* 1 FETCH (FLAGS NIL)", response: fetch { $0.flags = [] }),
            Case(
                line: "* 1 FETCH ( FLAGS ( \\Seen ) UID 3 )", response: fetch { ($0.flags, $0.uid) = (["\\Seen"], 3) }),
            Case(line: "* 1 fetch (uid 3 modseq (12))", response: fetch { $0.uid = 3 }),
            Case(line: "* 1 FETCH (RFC822.SIZE NIL UID 3)", response: fetch { $0.uid = 3 }),
            Case(
                line: "* 1 FETCH (X-GM-LABELS (\"\\\\Sent\" a) X-GM-THRID 1278455344230334865)",
                response: fetch { $0.threadID = "1278455344230334865" }),
            Case(line: "* 1 FETCH (THREADID (T3-x))", response: fetch { $0.threadID = "T3-x" }),
            Case(line: "* 1 FETCH (THREADID NIL)", response: fetch { _ in }),
            Case(
                line: "* 1 FETCH (BODY[HEADER.FIELDS (X-A)] NIL)",
                response: fetch { $0.sections = [.init(name: "HEADER.FIELDS (X-A)", content: .missing)] }),
            Case(
                line: "* 1 FETCH (BODY[1] \"quoted\")",
                response: fetch { $0.sections = [.init(name: "1", content: .bytes(Array("quoted".utf8)))] }),
            Case(line: "* 1 FETCH (INTERNALDATE \"nonsense\")", response: fetch { _ in }),
            Case(
                line: "* 1 FETCH (INTERNALDATE \" 7-jan-2026 00:00:01 +0100\")",
                response: fetch { $0.receivedAt = .init(secondsSince1970: 1_767_740_401) }),
            Case(line: "* 1 FETCH (ENVELOPE NIL)", response: fetch { $0.envelope = ServerEnvelope() }),
            Case(
                line: "* 1 FETCH (ENVELOPE (\"\" \"s\" \"\" () (NIL)))",
                response: fetch { $0.envelope = ServerEnvelope(date: [], subject: [0x73]) }),
            Case(
                line: "* 1 FETCH (ENVELOPE (NIL NIL ((NIL NIL \"a\" \"b\")(NIL NIL \"c\" NIL) (NIL NIL NIL NIL))))",
                response: fetch {
                    $0.envelope = ServerEnvelope(from: [
                        .init(mailbox: [0x61], host: [0x62]), .init(mailbox: [0x63]), .init(),
                    ])
                }),
        ])
    func understood(_ c: Case) throws {
        let bytes = Array((c.line + "\r\n").utf8)
        var scanner = ResponseScanner(bytes, in: 0..<bytes.count)
        #expect(try scanner.response() == .untagged(c.response))
    }

    @Test(
        "are refused where they are illegal",
        arguments: [
            "\r\n", " \r\n", "*\r\n", "* \r\n", "a1\r\n", "a1 MAYBE\r\n", "a1 BYE now\r\n", "* SEARCH 1 x\r\n",
            "* SEARCH 4294967296\r\n", "* 99999999999999999999 EXISTS\r\n", "* 1 FETCH\r\n", "* 1 FETCH (\r\n",
            "* 1 FETCH (UID)\r\n", "* 1 FETCH (UID x)\r\n", "* 1 FETCH (UID 4294967296)\r\n",
            "* 1 FETCH (BODY[1 \"a\")\r\n",
            "* 1 FETCH (ENVELOPE (\"unfinished))\r\n", "* 1 FETCH (BODYSTRUCTURE ((\"a\" \"b\"\r\n",
            "* LIST (\\a \"/\" x\r\n",
            "* LIST () \"//\" x\r\n", "* LIST () \"/\" \r\n", "* STATUS x\r\n", "* STATUS (MESSAGES 1)\r\n",
            "* EXISTS\n",
            "* ESEARCH COUNT\r\n", "* ESEARCH ALL 1:\r\n", "* ESEARCH ALL 1:4294967295\r\n", "* NAMESPACE (x\r\n",
            "* 1 FETCH (X {9999999999999999999}\r\n", "* 1 FETCH (X {99999999}\r\n",
            "* X-GM {12345678901234567890123}\r\n",
        ])
    func refused(_ text: String) {
        let read = IMAPSyntax.describe(Array(text.utf8), inPiecesOf: .max)
        #expect(read.last?.hasPrefix("error: ") == true, "\(read)")
    }

    @Test("are refused when a line, a nesting or a number of things has no end")
    func bounds() {
        let line = [UInt8](repeating: 0x61, count: 1 << 20 + 1)
        #expect(IMAPSyntax.describe(line + line, inPiecesOf: 1 << 16).last?.contains("a line longer") == true)
        let deep = "* 1 FETCH (X " + String(repeating: "(", count: 100_000) + "\r\n"
        #expect(IMAPSyntax.describe(Array(deep.utf8), inPiecesOf: .max).last?.hasPrefix("error: ") == true)
        let parts = "* 1 FETCH (BODYSTRUCTURE " + String(repeating: "(", count: 100_000) + "\r\n"
        #expect(IMAPSyntax.describe(Array(parts.utf8), inPiecesOf: .max).last?.hasPrefix("error: ") == true)
        let fetch = Array("* 1 FETCH (".utf8) + [UInt8](repeating: 0x61, count: 16 << 20)
        #expect(IMAPSyntax.describe(fetch, inPiecesOf: 1 << 16).last?.contains("a line longer") == true)
        let many = "* 1 FETCH (BODYSTRUCTURE " + String(repeating: "()", count: 400_000) + "\r\n"
        #expect(IMAPSyntax.describe(Array(many.utf8), inPiecesOf: .max).last?.hasPrefix("error: ") == true)
    }

    @Test("keep the first addresses of a message that has very many, and what stands behind them")
    func manyAddresses() throws {
        let to = (0..<60_000).map { "(NIL NIL \"u\($0)\" \"x.example\")" }.joined()
        let line = "* 12 FETCH (ENVELOPE (NIL \"s\" NIL NIL NIL (\(to)) NIL NIL NIL \"<m@x>\") UID 5)\r\n"
        #expect(line.utf8.count > 1 << 20)
        var framer = ResponseFramer()
        framer.append(Array(line.utf8))
        guard case .response(let range, _) = try framer.next() else {
            Issue.record("no response")
            return
        }
        var scanner = ResponseScanner(framer.bytes, in: range)
        guard case .untagged(.fetch(let message)) = try scanner.response() else {
            Issue.record("no message")
            return
        }
        #expect(message.uid == 5 && message.envelope?.messageID == Array("<m@x>".utf8))
        #expect(message.envelope?.to.count == IMAPLimits.addresses)
        #expect(message.envelope?.to.last?.mailbox == Array("u\(IMAPLimits.addresses - 1)".utf8))
    }

    @Test("of a message that nests too deep read the same however they are cut")
    func deepCut() {
        let nest = "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 9 (NIL {2}\r\n)( \"\\\")\") "
        let structure = String(repeating: nest, count: 70) + "NIL" + String(repeating: " 1)", count: 70)
        let bytes = Array("* 1 FETCH (BODYSTRUCTURE \(structure) UID 5)\r\n* 2 FETCH (UID 6)\r\n".utf8)
        let whole = IMAPSyntax.describe(bytes, inPiecesOf: .max)
        #expect(whole.count == 2 && whole[0].contains("malformed") && whole[0].contains("uid: Optional(5)"))
        for size in 1...9 { #expect(IMAPSyntax.describe(bytes, inPiecesOf: size) == whole) }
        for length in 0..<bytes.count {
            #expect(whole.starts(with: IMAPSyntax.describe(Array(bytes[..<length]), inPiecesOf: .max)))
        }
    }

    @Test("may be a very long list of search results")
    func longSearch() {
        let numbers = (1...200_000).map { "\($0 + 1_000_000)" }.joined(separator: " ")
        let read = IMAPSyntax.describe(Array("* SEARCH \(numbers)\r\n".utf8), inPiecesOf: 1 << 16)
        #expect(read.count == 1 && read[0].contains("1200000"))
    }
}
