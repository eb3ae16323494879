import Domain
import LineTesting
import Tenant
import Testing

@testable import MailDoors

@Suite("Changing messages over IMAP", .timeLimit(.minutes(10)))
struct IMAPChangeTests {
    static func stage() throws -> IMAPStage {
        try IMAPStage(messages: ["Subject: one\r\n\r\n1", "Subject: two\r\n\r\n2", "Subject: three\r\n\r\n3"])
    }

    @Test func flagsAreSetAndOthersHearOfIt() async throws {
        let stage = try Self.stage()
        let client = await stage.adeleClient(selecting: "Known")
        let other = await stage.adeleClient(selecting: "Known")
        #expect(
            await client.say("STORE 1:2 FLAGS (\\Seen \\Answered $MDNSent)") == [
                "* 1 FETCH (FLAGS (\\Seen \\Answered $MDNSent \\Recent))",
                "* 2 FETCH (FLAGS (\\Seen \\Answered $MDNSent \\Recent))", "t OK STORE completed.",
            ])
        #expect(await client.say("UID STORE 2 -FLAGS.SILENT \\Seen") == ["t OK STORE completed."])
        #expect(
            await other.say("NOOP").sorted() == [
                "* 1 FETCH (FLAGS (\\Seen \\Answered $MDNSent))", "* 2 FETCH (FLAGS (\\Answered $MDNSent))",
                "t OK NOOP completed.",
            ])
        #expect(await client.say("NOOP") == ["t OK NOOP completed."])
    }

    @Test func keywordsAreRefusedUnlessTheFactAllowsThem() async throws {
        let client = await (try Self.stage()).adeleClient(selecting: "Known")
        #expect(await client.say("STORE 1 +FLAGS (urgent)") == ["t BAD Command Argument Error. 11"])
        #expect(await client.say("SEARCH KEYWORD urgent") == ["t BAD Command Argument Error. 11"])
        let stage = try IMAPStage(messages: [IMAPMessages.plain]) { $0.set(Facts.imapKeywords, to: true) }
        let free = await stage.adeleClient()
        #expect(await free.say("SELECT Known").contains { $0.contains("$MDNSent \\*)] Permanent flags") })
        #expect(await free.say("STORE 1 +FLAGS (urgent)").first == "* 1 FETCH (FLAGS (\\Recent urgent))")
        #expect(await free.say("SEARCH KEYWORD URGENT").first == "* SEARCH 1")
    }

    @Test func copiesAndMovesTellWhichUIDsBecameWhich() async throws {
        let stage = try Self.stage()
        let client = await stage.adeleClient(selecting: "Known")
        _ = await client.say("CREATE Other")
        let validity = try stage.adele.read { state in
            state.folders.values.first { $0.displayName == "Other" }?.uidValidity ?? 0
        }
        #expect(await client.say("COPY 1,3 Other") == ["t OK [COPYUID \(validity) 1,3 1:2] COPY completed."])
        #expect(
            await client.say("UID MOVE 2:3 Other") == [
                "* OK [COPYUID \(validity) 2:3 3:4]", "* 3 EXPUNGE", "* 2 EXPUNGE", "t OK MOVE completed.",
            ])
        #expect(await client.say("UID COPY 77 Other") == ["t OK [COPYUID \(validity)  ] COPY completed."])
        #expect(await client.say("COPY 1 Nowhere") == ["t NO [TRYCREATE] Mailbox does not exist."])
        #expect(await client.say("STATUS Other (MESSAGES)").first == "* STATUS Other (MESSAGES 4)")
    }

    /// RFC 3501, section 6.4.7.
    @Test func aCopyThatFailsLeavesNothingBehind() async throws {
        let stage = try Self.stage()
        let client = await stage.adeleClient(selecting: "Known")
        _ = await client.say("CREATE Other")
        // There is room for some, but not for all.
        try stage.adele.change { $0.quotaBytes = $0.usedBytes + 40 }
        #expect(await client.say("COPY 1:3 Other") == ["t NO The mailbox is over its quota."])
        #expect(await client.say("STATUS Other (MESSAGES)").first == "* STATUS Other (MESSAGES 0)")
        #expect(await client.say("COPY 1 Other").last?.contains("COPYUID") == true)
    }

    /// RFC 3501, section 6.4.8.
    @Test func whatIsGoneIsMissedByItsNumberAndNotByItsUID() async throws {
        let stage = try Self.stage()
        let client = await stage.adeleClient(selecting: "Known")
        let second = await stage.adeleClient(selecting: "Known")
        let other = await stage.adeleClient(selecting: "Known")
        _ = await other.say("STORE 2 +FLAGS.SILENT (\\Deleted)")
        _ = await other.say("EXPUNGE")
        #expect(
            await client.say("FETCH 2 UID") == ["t NO Some of the requested messages no longer exist."])
        #expect(
            await client.say("STORE 2 +FLAGS.SILENT (\\Seen)") == [
                "t NO Some of the requested messages no longer exist."
            ])
        #expect(await client.say("UID FETCH 2 UID") == ["* 2 EXPUNGE", "t OK FETCH completed."])
        #expect(
            await second.say("UID STORE 2 +FLAGS.SILENT (\\Seen)") == ["* 2 EXPUNGE", "t OK STORE completed."])
    }

    @Test func whatWasMovedAwayAndBackIsAnotherMessage() async throws {
        let stage = try Self.stage()
        let client = await stage.adeleClient(selecting: "Known")
        let mailbox = try stage.adele
        try mailbox.change { state throws(MailboxError) in
            let known = state.folders.values.first { $0.displayName == "Known" }?.number ?? state.root
            let number = state.messages(in: known)[1]
            _ = try state.move(number, to: state.folder(role: .inbox)?.number ?? state.root)
            _ = try state.move(number, to: known)
        }
        #expect(await client.say("NOOP") == ["* 2 EXPUNGE", "* 3 EXISTS", "* 3 RECENT", "t OK NOOP completed."])
        #expect(
            await client.say("FETCH 1:* UID") == [
                "* 1 FETCH (UID 1)", "* 2 FETCH (UID 3)", "* 3 FETCH (UID 4)", "t OK FETCH completed.",
            ])
    }

    @Test func aFolderOfHundredsIsExpungedWhole() async throws {
        let client = await (try IMAPStage(messages: (1...300).map { "Subject: \($0)\r\n\r\n" }))
            .adeleClient(selecting: "Known")
        _ = await client.say("STORE 1:300 +FLAGS.SILENT (\\Deleted)")
        #expect(
            await client.say("EXPUNGE")
                == (1...300).reversed().map { "* \($0) EXPUNGE" } + ["t OK EXPUNGE completed."])
    }

    @Test func moveIsUnknownWhereTheFactSaysSo() async throws {
        let client = await (try IMAPStage(messages: ["Subject: x\r\n\r\n"]) { $0.set(Facts.imapMove, to: false) })
            .adeleClient(selecting: "Known")
        #expect(await client.say("CAPABILITY").first?.contains(" MOVE ") == false)
        #expect(await client.say("MOVE 1 INBOX") == ["t BAD Command Error. 12"])
    }

    @Test func expungeTakesOutWhatIsMarkedAndUIDExpungeOnlyTheNamed() async throws {
        let client = await (try Self.stage()).adeleClient(selecting: "Known")
        _ = await client.say("STORE 1:3 +FLAGS.SILENT (\\Deleted)")
        #expect(await client.say("UID EXPUNGE 2") == ["* 2 EXPUNGE", "t OK EXPUNGE completed."])
        #expect(await client.say("EXPUNGE") == ["* 2 EXPUNGE", "* 1 EXPUNGE", "t OK EXPUNGE completed."])
    }

    @Test(arguments: [("CLOSE", 2), ("UNSELECT", 3)])
    func closingTakesOutWhatIsMarkedAndUnselectingDoesNot(command: String, left: Int) async throws {
        let client = await (try Self.stage()).adeleClient(selecting: "Known")
        _ = await client.say("STORE 1 +FLAGS.SILENT (\\Deleted)")
        #expect(await client.say(command) == ["t OK \(command) completed."])
        #expect(await client.say("STATUS Known (MESSAGES)").first == "* STATUS Known (MESSAGES \(left))")
    }

    @Test func aMessageIsAppendedWithFlagsAndDateByBothKindsOfLiteral() async throws {
        let stage = try IMAPStage()
        let client = await stage.adeleClient(selecting: "Known")
        let message = IMAPMessages.plain
        let count = message.utf8.count
        client.peer.say("t APPEND Known (\\Seen $MDNSent) \"01-Feb-2026 10:20:30 +0100\" {\(count)}")
        #expect(await client.peer.line() == "+ Ready for additional command text.")
        client.peer.say(message)
        let validity = try stage.adele.read { state in
            state.folders.values.first { $0.displayName == "Known" }?.uidValidity ?? 0
        }
        #expect(
            await client.answer() == [
                "* 1 EXISTS", "* 1 RECENT", "t OK [APPENDUID \(validity) 1] APPEND completed.",
            ])
        #expect(
            await client.say("APPEND Known {\(count)+}\r\n\(message)").last?.contains("APPENDUID \(validity) 2") == true
        )
        #expect(
            await client.say("FETCH 1 (INTERNALDATE FLAGS)").first
                == "* 1 FETCH (INTERNALDATE \" 1-Feb-2026 09:20:30 +0000\" FLAGS (\\Seen $MDNSent \\Recent))")
        #expect(await client.say("APPEND Nowhere {1+}\r\nx") == ["t NO [TRYCREATE] Mailbox does not exist."])
        let largest = 35 * 1024 * 1024
        #expect(
            await client.say("APPEND Known {\(largest + 1)+}\r\n" + String(repeating: "x", count: largest + 1))
                == ["t NO The message exceeds the maximum supported size."])
    }

    @Test(arguments: [
        ("ALL", "1 2 3 4"), ("1,3:*", "1 3 4"), ("UID 2:3", "2 3"), ("NOT UID 2:3", "1 4"), ("SEEN", "1"),
        ("UNSEEN", "2 3 4"),
        ("DELETED", "4"), ("FLAGGED", "2"), ("OR SEEN FLAGGED", "1 2"), ("(UNSEEN UNFLAGGED)", "3 4"),
        ("SUBJECT NESTED", "2"), ("FROM \"doe, john\"", "1"), ("TO b@y.example", "1"), ("BODY inner", ""),
        ("BODY Bye.", "1"), ("TEXT nested@X", "2"), ("HEADER Message-ID plain@", "1"), ("HEADER X-Long \"\"", "1"),
        ("HEADER X-Nothing \"\"", ""), ("BEFORE 22-Sep-2026", "1"), ("ON 22-Sep-2026", "2"),
        ("SINCE 22-Sep-2026", "2 3 4"),
        ("SENTSINCE 20-Nov-2026 SENTBEFORE 21-Nov-2026", "1 2"), ("LARGER 300", "2"), ("SMALLER 100", "3 4"),
        ("NEW", "2 3 4"), ("OLD", ""), ("CHARSET US-ASCII SUBJECT \"three\"", "3"), ("UNKEYWORD \\Draft", "1 2 3 4"),
    ])
    func searchFinds(keys: String, found: String) async throws {
        let stage = try IMAPStage(messages: [
            IMAPMessages.plain, IMAPMessages.nested, "Subject: three\r\n\r\n3", "Subject: four\r\n\r\n4",
        ])
        let client = await stage.adeleClient(selecting: "Known")
        _ = await client.say("STORE 1 +FLAGS.SILENT (\\Seen)")
        _ = await client.say("STORE 2 +FLAGS.SILENT (\\Flagged)")
        _ = await client.say("STORE 4 +FLAGS.SILENT (\\Deleted)")
        let expected = found.isEmpty ? "* SEARCH" : "* SEARCH \(found)"
        #expect(await client.say("SEARCH \(keys)") == [expected, "t OK SEARCH completed."])
    }

    @Test func searchKnowsOneCharsetOnlyUnlessTheFactSaysMore() async throws {
        let client = await (try Self.stage()).adeleClient(selecting: "Known")
        #expect(
            await client.say("SEARCH CHARSET UTF-8 SUBJECT {3+}\r\none") == [
                "t NO [BADCHARSET (US-ASCII)] SEARCH failed."
            ])
        let stage = try IMAPStage(messages: [IMAPMessages.plain]) { $0.set(Facts.imapSearchCharset, to: true) }
        let other = await stage.adeleClient(selecting: "Known")
        #expect(await other.say("SEARCH CHARSET UTF-8 SUBJECT {6+}\r\nGRÜß").first == "* SEARCH 1")
    }
}
