import Domain
import LineTesting
import Tenant
import Testing

@testable import MailDoors

@Suite("What an IMAP client may write", .timeLimit(.minutes(10)))
struct IMAPInputTests {
    @Test(arguments: [
        "FETCH 0 FLAGS", "FETCH 4294967296 FLAGS", "FETCH 99999999999999999999 FLAGS", "FETCH 1 ()", "FETCH 1 (FLAGS",
        "FETCH 1 BODY[0]", "FETCH 1 BODY[1.MIME.1]", "FETCH 1 BODY[MIME]", "FETCH 1 BODY[]<1>",
        "FETCH 1 BODY[HEADER.FIELDS ()]",
        "FETCH 1 BODY.PEEK", "FETCH 1,,2 FLAGS", "FETCH 1:2:3 FLAGS", "STORE 1 FLAGS (\\Nonsense)",
        "STORE 1 FLAG (\\Seen)",
        "SEARCH", "SEARCH OR SEEN", "SEARCH ()", "SEARCH ON 31-Feb-2026", "SEARCH ON 1-Feb-26",
        "SEARCH RETURN (ALL) ALL",
        "STATUS Known ()", "STATUS Known (HIGHESTMODSEQ)", "SELECT", "SELECT \"Known", "SELECT Known (CONDSTORE)",
        "COPY 1", "ID (\"a\")", "APPEND Known x", "APPEND Known \"1-Feb-2026\" {1+}\r\nx",
        "LIST \"\" \"*\" RETURN (STATUS)",
    ])
    func malformedArgumentsAreRefused(command: String) async throws {
        let client = await (try IMAPStage(messages: ["Subject: 1\r\n\r\n"])).adeleClient(selecting: "Known")
        #expect(await client.say(command).last == "t BAD Command Argument Error. 11")
        #expect(await client.say("NOOP") == ["t OK NOOP completed."])
    }

    @Test(arguments: [
        "CONDSTORE", "XLIST \"\" *", "UID NOOP", "UID", "GETQUOTAROOT INBOX", "STARTTLS", "ENABLE IMAP4rev2",
    ])
    func whatExchangeDoesNotKnowIsAnError(command: String) async throws {
        let client = await (try IMAPStage()).adeleClient()
        #expect(await client.say(command).last?.hasPrefix("t BAD Command ") == true)
    }

    @Test func depthIsBounded() async throws {
        let client = await (try IMAPStage()).adeleClient(selecting: "Known")
        let deep = String(repeating: "(", count: 20_000)
        #expect(await client.say("SEARCH \(deep)") == ["t BAD Command Argument Error. 11"])
        let nots = String(repeating: "NOT ", count: 10_000)
        #expect(await client.say("SEARCH \(nots)SEEN") == ["t BAD Command Argument Error. 11"])
        let path = Array(repeating: "1", count: 40).joined(separator: ".")
        #expect(await client.say("FETCH 1 BODY[\(path)]") == ["t BAD Command Argument Error. 11"])
    }

    @Test func aLineOf16KilobytesIsReadAndOneTooLongIsTheLast() async throws {
        let client = try await IMAPStage().client()
        let token = String(repeating: "t", count: 15_000)
        #expect(
            await client.say("AUTHENTICATE XOAUTH2 \(IMAPStage.response(user: "a@b.example", token: token))") == [
                "t NO AUTHENTICATE failed."
            ])
        let line = "t NOOP " + String(repeating: "x", count: 70_000)
        client.peer.say(line)
        #expect(await client.answer() == ["* BYE Connection is closed. 13"])
    }

    @Test func whoSaysNothingIsLeft() async throws {
        let stage = try IMAPStage { $0.set(Facts.imapIdleMinutes, to: 0) }
        let client = await stage.client()
        #expect(await client.peer.line() == "* BYE Connection is closed. 13")
        #expect(await client.peer.line() == nil)
    }

    @Test(arguments: [
        ("***", "Inbox", true), ("%%%", "Inbox/a", false), ("%*%", "Inbox/a", true), ("*%", "a/b", true),
        ("%/%", "a/b/c", false), ("a%b*c", "aXbY/c", true), ("a%b*c", "aX/bYc", false), ("", "", true),
        ("*", "", true), ("INBOX", "inbox", true), ("a*a", "a", false), ("a%%%*a", "aa", true),
    ])
    func patternsMatch(pattern: String, name: String, matches: Bool) {
        #expect(IMAPPattern(reference: [], pattern: Array(pattern.utf8)).matches(Array(name.utf8)) == matches)
    }

    @Test(arguments: ["*", "%", "*%", "a*", "*a", "%b"])
    func aPatternOfManyWildcardsIsAnswered(wildcards: String) async throws {
        let client = await (try IMAPStage()).adeleClient()
        _ = await client.say("CREATE \(String(repeating: "a", count: 250))")
        let pattern = String(repeating: wildcards, count: 60_000 / wildcards.utf8.count)
        #expect(await client.say("LIST \"\" \(pattern)").last == "t OK LIST completed.")
        #expect(await client.say("LIST \"\" \(String(repeating: "*a", count: 120))").count == 2)
    }

    @Test func literalsAreBoundedBeforeTheyAreRead() async throws {
        let stage = try IMAPStage()
        let stranger = await stage.client()
        #expect(
            await stranger.say("LOGIN {100000000}") == ["t NO The message or argument is too long."])
        #expect(await stranger.say("LOGIN {100000000+}") == ["* BYE Connection is closed. 13"])
        let client = await stage.adeleClient()
        #expect(await client.say("APPEND INBOX {4000000000}") == ["t NO The message or argument is too long."])
        #expect(
            await client.say("SELECT {70000+}\r\n" + String(repeating: "x", count: 70_000)) == [
                "t NO The message or argument is too long."
            ])
        #expect(await client.say("SELECT {5+}\r\nKnown").last == "t OK [READ-WRITE] SELECT completed.")
    }

    @Test(arguments: [
        ("Entwürfe", "Entw&APw-rfe"), ("A&B", "A&-B"), ("受信トレイ", "&U9dP4TDIMOwwpA-"), ("😀", "&2D3eAA-"),
        ("plain/x", "plain/x"),
    ])
    func namesTravelInModifiedUTF7(name: String, encoded: String) {
        #expect(String(decoding: ModifiedUTF7.encode(name), as: UTF8.self) == encoded)
        #expect(ModifiedUTF7.decode(Array(encoded.utf8)) == name)
    }

    @Test(arguments: ["&", "&AP", "&APw", "&2D0-", "ü", "&A/w-", "a\u{1}"])
    func namesThatNoEncoderWritesAreRefused(name: String) { #expect(ModifiedUTF7.decode(Array(name.utf8)) == nil) }

    @Test func setsAreJoinedAndStarsMayStandOnEitherSide() throws {
        var scanner = IMAPScanner(IMAPCommandText(Array("7,*:3,1,4:2".utf8)))
        let set = try IMAPSequenceSet(scanning: &scanner)
        #expect(set.ranges(largest: 9) == [1...1, 2...9])
        #expect(IMAPSequenceText.text([4_294_967_295, 1, 2, 3, 9]) == "4294967295,1:3,9")
    }

    @Test(arguments: [
        (" 1-Feb-2026 00:00:00 +0000", 1_769_904_000), ("01-Feb-2026 01:30:00 +0130", 1_769_904_000),
        ("31-Dec-1969 19:00:00 -0500", 0),
    ])
    func momentsAreReadWithTheirZones(text: String, seconds: Int64) {
        #expect(IMAPDate.moment(text)?.secondsSince1970 == seconds)
    }

    @Test func twoClientsPipelinedCommandsAreAnsweredInOrder() async throws {
        let client = await (try IMAPStage()).adeleClient()
        client.peer.say("1 NOOP\r\n2 SELECT {5+}\r\nKnown\r\n3 FETCH 1:* FLAGS\r\nt CLOSE")
        let tagged = await client.answer().filter { !$0.hasPrefix("*") }
        #expect(
            tagged == [
                "1 OK NOOP completed.", "2 OK [READ-WRITE] SELECT completed.",
                "3 BAD The specified message set is invalid.", "t OK CLOSE completed.",
            ])
    }
}
