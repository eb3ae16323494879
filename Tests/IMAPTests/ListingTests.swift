import Domain
import Mail
import TestSupport
import Testing

@testable import IMAP

@Suite("A list of messages")
struct ListingTests {
    private static let items = "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)"

    private func page(
        _ listing: MessageListing, _ steps: [ScriptStep], capabilities: String = "IMAP4rev1"
    ) async throws -> MessagePage {
        let connector = ScriptedConnector([
            ScriptedStream(Dialogue.signIn(capabilities: capabilities) + steps, pieceSize: 7)
        ])
        do throws(MailError) {
            let page = try await Dialogue.mailbox(connector).messages(listing, until: Dialogue.soon)
            #expect(await connector.problems == [])
            return page
        } catch {
            #expect(await connector.problems == [])
            throw error
        }
    }

    private func uids(_ page: MessagePage) throws -> [UInt32] {
        try page.messages.map { summary -> UInt32 in
            let place = try MessageReference(summary.id, of: Dialogue.account.id).place
            guard case .imap(_, _, let uid) = place else { throw MailError.notFound(what: "message") }
            return uid
        }
    }

    private func position(_ lowestUID: UInt32, uidValidity: UInt32 = 7) -> [UInt8] {
        PagePosition(uidValidity: uidValidity, lowestUID: lowestUID).bytes
    }

    @Test("begins with the newest, in two steps, whatever the server says in between")
    func firstPage() async throws {
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, includesTotal: true),
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 5) + [
                .expect("{tag} FETCH 4:5 \(Self.items)"), Dialogue.summary(4, uid: 90, subject: "=?utf-8?q?=C3=BC?="),
                .line("* 2 FETCH (FLAGS (\\Answered))"), .line("* 6 EXISTS"),
                .line("* OK [HIGHESTMODSEQ 7] by the way"),
                Dialogue.summary(5, uid: 101), .line("* 5 FETCH (UID 101 FLAGS (\\Flagged $Work))"),
                .line("{tag} OK done"),
            ])
        #expect(try uids(page) == [101, 90])
        #expect(page.next == position(90) && page.total == 6 || page.total == 5)
        let first = page.messages[0]
        #expect(first.flags == [.flagged] && first.keywords == ["$Work"])
        #expect(first.messageId == "<m101@example.com>" && first.size == 42 && !first.hasAttachments)
        #expect(first.from == [NamedAddress(name: "Terry", address: "gray@example.com")])
        #expect(first.to == [NamedAddress(address: "ann@example.com")])
        #expect(first.date?.description == "1996-07-17T09:23:25Z")
        #expect(first.receivedAt?.description == "1996-07-17T09:44:25Z")
        #expect(page.messages[1].subject == "ü")
    }

    @Test(
        "asks for the structure of messages only where something comes of it",
        arguments: [([.subject, .flags], false), ([.hasAttachments], true)] as [(Set<MessageField>, Bool)])
    func fields(_ fields: Set<MessageField>, structure: Bool) async throws {
        let items = structure ? Self.items : "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)"
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, fields: fields),
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 1) + [
                .expect("{tag} FETCH 1:1 \(items)"), Dialogue.summary(1, uid: 9), .line("{tag} OK done"),
            ])
        #expect(try uids(page) == [9] && page.messages[0].subject == "s")
    }

    @Test("of an empty mailbox is empty")
    func empty() async throws {
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, includesTotal: true),
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 0))
        #expect(page.messages.isEmpty && page.next == nil && page.total == 0)
    }

    @Test("goes on below the last UID, also where that message is gone", arguments: [false, true])
    func nextPage(extended: Bool) async throws {
        let search = extended ? "SEARCH RETURN (MIN) UID 90:4294967295" : "SEARCH UID 90:4294967295"
        let found = extended ? "* ESEARCH (TAG \"a4\") MIN 4" : "* SEARCH 5 4 6"
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, position: position(90)),
            [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} \(search)")]
                + Dialogue.selected(exists: 6, tag: "{tag-1}") + [
                    .line(found), .line("{tag} OK done"), .expect("{tag} FETCH 2:3 \(Self.items)"),
                    Dialogue.summary(2, uid: 20), Dialogue.summary(3, uid: 30), .line("{tag} OK done"),
                ], capabilities: extended ? "IMAP4rev1 ESEARCH" : "IMAP4rev1")
        #expect(try uids(page) == [30, 20])
        #expect(page.next == position(20))
    }

    @Test("ends when nothing is below")
    func lastPage() async throws {
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, position: position(90)),
            [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} SEARCH UID 90:4294967295")]
                + Dialogue.selected(exists: 6, tag: "{tag-1}") + [.line("* SEARCH 1 2"), .line("{tag} OK done")])
        #expect(page.messages.isEmpty && page.next == nil)
    }

    @Test("starts below everything when all newer messages are gone")
    func nothingAbove() async throws {
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, position: position(90)),
            [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} SEARCH UID 90:4294967295")]
                + Dialogue.selected(exists: 1, tag: "{tag-1}") + [
                    .line("* SEARCH"), .line("{tag} OK done"), .expect("{tag} FETCH 1:1 \(Self.items)"),
                    Dialogue.summary(1, uid: 5), .line("{tag} OK done"),
                ])
        #expect(try uids(page) == [5])
        #expect(page.next == nil)
    }

    @Test("is over when the mailbox was rebuilt")
    func rebuilt() async {
        await #expect(throws: MailError.cursorExpired) {
            _ = try await page(
                MessageListing(mailbox: "INBOX", limit: 2, position: position(90, uidValidity: 6)),
                [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} SEARCH UID 90:4294967295")]
                    + Dialogue.selected(exists: 6, tag: "{tag-1}") + [.line("* SEARCH"), .line("{tag} OK")])
        }
        for bytes in [[], [1], [UInt8](repeating: 0, count: 8), [UInt8](repeating: 1, count: 9)] {
            await #expect(throws: MailError.cursorInvalid) {
                _ = try await Dialogue.mailbox(ScriptedConnector([])).messages(
                    MessageListing(mailbox: "INBOX", limit: 2, position: bytes), until: Dialogue.soon)
            }
        }
    }

    @Test("is looked up by UID when message numbers move under it")
    func expunged() async throws {
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2),
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 3) + [
                .expect("{tag} FETCH 2:3 \(Self.items)"), .line("* 1 EXPUNGE"), Dialogue.summary(2, uid: 30),
                .line("{tag} OK done"), .expect("{tag} NOOP"), .expect("{tag} UID SEARCH ALL"), .line("{tag-1} OK"),
                .line("* SEARCH 20 30"), .line("{tag} OK"), .expect("{tag} UID FETCH 20,30 \(Self.items)"),
                Dialogue.summary(1, uid: 20), Dialogue.summary(2, uid: 30), .line("{tag} OK"),
            ])
        #expect(try uids(page) == [30, 20])
    }

    @Test("asks what is new where the mailbox is selected already, instead of selecting it again")
    func again() async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 3) + [
                .expectPrefix("{tag} FETCH 3:3"), Dialogue.summary(3, uid: 30), .line("{tag} OK"),
                .expect("{tag} NOOP"), .line("* 1 EXPUNGE"), .line("* 4 EXISTS"), .line("{tag} OK"),
                .expectPrefix("{tag} FETCH 4:4"), Dialogue.summary(4, uid: 50), .line("{tag} OK"),
                .expect("{tag} NOOP"), .expect("{tag} SEARCH UID 50:4294967295"), .line("{tag-1} OK"),
                .line("* SEARCH 4"), .line("{tag} OK"),
                .expectPrefix("{tag} FETCH 3:3"), Dialogue.summary(3, uid: 40), .line("{tag} OK"),
                .expect("{tag} NOOP"), .expect("{tag} SEARCH UID 50:4294967295"),
                .line("{tag-1} BAD User is authenticated but not connected."), .line("{tag} BAD"),
            ])
        let mailbox = Dialogue.mailbox(connector)
        let newest = MessageListing(mailbox: "INBOX", limit: 1)
        #expect(try uids(await mailbox.messages(newest, until: Dialogue.soon)) == [30])
        #expect(try uids(await mailbox.messages(newest, until: Dialogue.soon)) == [50])
        let older = MessageListing(mailbox: "INBOX", limit: 1, position: position(50))
        #expect(try uids(await mailbox.messages(older, until: Dialogue.soon)) == [40])
        #expect(
            await failure { () throws(MailError) in _ = try await mailbox.messages(older, until: Dialogue.soon) }
                == Dialogue.notConnected)
        #expect(await connector.problems == [])
    }

    @Test("understands a server that puts the end of NOOP off until it has answered what came behind it")
    func putOff() async throws {
        let connector = ScriptedConnector(
            Dialogue.signIn() + [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 3) + [
                .expectPrefix("{tag} FETCH 3:3"), Dialogue.summary(3, uid: 30), .line("{tag} OK"),
                .expect("{tag} NOOP"), .expect("{tag} SEARCH UID 30:4294967295"), .line("* SEARCH 3"),
                .line("{tag} OK"), .line("{tag-1} OK"), .expectPrefix("{tag} FETCH 2:2"), Dialogue.summary(2, uid: 20),
                .line("{tag} OK"),
                .expect("{tag} NOOP"), .expect("{tag} SEARCH UID 20:4294967295"), .line("* SEARCH 2 3"),
                .line("{tag} OK"), .line("* 1 EXPUNGE"), .line("{tag-1} OK"), .expectPrefix("{tag} FETCH 1:1"),
                Dialogue.summary(1, uid: 20), .line("{tag} OK"),
                .expect("{tag} NOOP"), .expect("{tag} UID SEARCH UID 1:19"), .line("{tag-1} OK"), .line("* SEARCH"),
                .line("{tag} OK"),
            ])
        let mailbox = Dialogue.mailbox(connector)
        let first = try await mailbox.messages(MessageListing(mailbox: "INBOX", limit: 1), until: Dialogue.soon)
        #expect(try uids(first) == [30])
        let second = MessageListing(mailbox: "INBOX", limit: 1, position: first.next)
        #expect(try uids(await mailbox.messages(second, until: Dialogue.soon)) == [20])
        let third = MessageListing(mailbox: "INBOX", limit: 1, position: position(20))
        #expect(try uids(await mailbox.messages(third, until: Dialogue.soon)) == [])
        #expect(await connector.problems == [])
    }

    @Test("keeps what came when the server has lost some of it, and goes further down when it has lost all")
    func lost() async throws {
        let some = try await page(
            MessageListing(mailbox: "INBOX", limit: 2),
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 2) + [
                .expectPrefix("{tag} FETCH 1:2"), Dialogue.summary(2, uid: 30),
                .line("{tag} NO Some of the requested messages no longer exist"),
            ])
        #expect(try uids(some) == [30])
        let all = try await page(
            MessageListing(mailbox: "INBOX", limit: 1),
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 3) + [
                .expectPrefix("{tag} FETCH 3:3"), .line("{tag} OK"), .expectPrefix("{tag} FETCH 2:2"),
                Dialogue.summary(2, uid: 20), .line("{tag} OK"),
            ])
        #expect(try uids(all) == [20])
        #expect(all.next == position(20))
    }

    @Test("with a filter asks SEARCH for a day more and looks at the times itself")
    func filtered() async throws {
        let filter = MessageFilter(
            unseenOnly: false, since: Timestamp("2026-11-20T12:00:00Z"), before: Timestamp("2026-11-21T12:00:00Z"))
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, filter: filter),
            [
                .expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} UID SEARCH SINCE 19-Nov-2026 BEFORE 23-Nov-2026"),
            ] + Dialogue.selected(exists: 9, tag: "{tag-1}") + [
                .line("* SEARCH 1 2 3 4 5"), .line("{tag} OK"), .expect("{tag} UID FETCH 4:5 \(Self.items)"),
                Dialogue.summary(5, uid: 5, date: "21-Nov-2026 13:00:00 +0100"),
                Dialogue.summary(4, uid: 4, date: "21-Nov-2026 12:59:59 +0100"), .line("{tag} OK"),
                .expect("{tag} UID FETCH 3 \(Self.items)"),
                Dialogue.summary(3, uid: 3, date: "20-Nov-2026 12:00:00 +0000"), .line("{tag} OK"),
            ])
        #expect(try uids(page) == [4, 3])
        #expect(page.next == position(3))
    }

    @Test(
        "asks for no day whose year has not four digits",
        arguments: [
            ("9999-12-31T23:59:59Z", "BEFORE 31-Dec-9999"), ("9999-12-28T00:00:00Z", "BEFORE 30-Dec-9999"),
            ("0000-01-01T00:00:00Z", "BEFORE 3-Jan-0000"),
        ])
    func lastDays(before: String, criterion: String) async throws {
        try await ask(MessageFilter(before: Timestamp(before)), for: criterion)
    }

    @Test("asks for no day before the year 0")
    func firstDay() async throws {
        try await ask(MessageFilter(since: Timestamp("0000-01-01T00:00:00Z")), for: "SINCE 1-Jan-0000")
    }

    private func ask(_ filter: MessageFilter, for criterion: String) async throws {
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, filter: filter),
            [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} UID SEARCH \(criterion)")]
                + Dialogue.selected(exists: 9, tag: "{tag-1}") + [.line("* SEARCH"), .line("{tag} OK")])
        #expect(page.messages.isEmpty)
    }

    @Test("of unseen messages goes on where the page before ended, and counts exactly")
    func unseen() async throws {
        let filter = MessageFilter(unseenOnly: true, since: Timestamp("2026-11-20T00:00:00Z"))
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 5, position: position(4), filter: filter, includesTotal: true),
            [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} UID SEARCH RETURN (ALL) UNSEEN SINCE 19-Nov-2026")]
                + Dialogue.selected(exists: 9, tag: "{tag-1}") + [
                    .line("* ESEARCH (TAG \"a4\") UID ALL 1:3,7"), .line("{tag} OK"),
                    .expect("{tag} UID FETCH 1:3,7 (UID INTERNALDATE)"),
                    .line("* 1 FETCH (UID 1 INTERNALDATE \"19-Nov-2026 12:00:00 +0000\")"),
                    .line("* 2 FETCH (UID 2 INTERNALDATE \"20-Nov-2026 12:00:00 +0000\")"),
                    .line("* 3 FETCH (UID 3 INTERNALDATE \"20-Nov-2026 12:00:00 +0000\")"),
                    .line("* 7 FETCH (UID 7 INTERNALDATE \"20-Nov-2026 12:00:00 +0000\")"), .line("{tag} OK"),
                    .expect("{tag} UID FETCH 2:3 \(Self.items)"), .line("{tag} OK"),
                ], capabilities: "IMAP4rev1 ESEARCH")
        #expect(page.total == 3 && page.next == nil)
    }

    @Test("of a time asks for the times of many messages piece by piece")
    func manyTimes() async throws {
        let filter = MessageFilter(since: Timestamp("2026-11-20T00:00:00Z"))
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 5, filter: filter, includesTotal: true),
            [.expect("{tag} EXAMINE \"INBOX\""), .expect("{tag} UID SEARCH RETURN (ALL) SINCE 19-Nov-2026")]
                + Dialogue.selected(exists: 9, tag: "{tag-1}") + [
                    .line("* ESEARCH (TAG \"a4\") UID ALL 1:5001"), .line("{tag} OK"),
                    .expect("{tag} UID FETCH 2:5001 (UID INTERNALDATE)"),
                    .line("* 2 FETCH (UID 2 INTERNALDATE \"20-Nov-2026 12:00:00 +0000\")"), .line("{tag} OK"),
                    .expect("{tag} UID FETCH 1 (UID INTERNALDATE)"),
                    .line("* 1 FETCH (UID 1 INTERNALDATE \"20-Nov-2026 12:00:00 +0000\")"), .line("{tag} OK"),
                    .expect("{tag} UID FETCH 1:2 \(Self.items)"), .line("{tag} OK"),
                ], capabilities: "IMAP4rev1 ESEARCH")
        #expect(page.total == 2)
    }

    @Test("comes with the first words when they are asked for")
    func previews() async throws {
        let page = try await page(
            MessageListing(mailbox: "INBOX", limit: 2, includesPreview: true),
            [.expect("{tag} EXAMINE \"INBOX\"")] + Dialogue.selected(exists: 2) + [
                .expectPrefix("{tag} FETCH 1:2"), Dialogue.summary(1, uid: 10), Dialogue.summary(2, uid: 20),
                .line("{tag} OK"), .expect("{tag} UID FETCH 10,20 (UID BODY.PEEK[1]<0.2048>)"),
                .send("* 1 FETCH (UID 10 BODY[1]<0> {14}\r\n=C3=BCber\r\n  x)\r\n"),
                .line("* 2 FETCH (UID 20 BODY[1]<0> NIL)"), .line("{tag} OK"),
            ])
        #expect(page.messages.map(\.preview) == [nil, "über x"])
    }

    @Test("of a mailbox that is not there says so")
    func noMailbox() async {
        await #expect(throws: MailError.notFound(what: "mailbox")) {
            _ = try await page(
                MessageListing(mailbox: "Nope", limit: 2),
                [.expect("{tag} EXAMINE \"Nope\""), .line("{tag} NO Nope doesn't exist.")])
        }
        for name in ["", "a\r\nb", "a\0", String(repeating: "x", count: 1_025)] {
            await #expect(throws: MailError.self) {
                _ = try await Dialogue.mailbox(ScriptedConnector([])).messages(
                    MessageListing(mailbox: name, limit: 2), until: Dialogue.soon)
            }
        }
    }

    @Test("finds a mailbox whose name the server writes in its own way")
    func rawName() async throws {
        let page = try await page(
            MessageListing(mailbox: "R&D", limit: 2),
            [
                .expect("{tag} EXAMINE \"R&-D\""), .line("{tag} NO no such mailbox"), .expect("{tag} LIST \"\" \"*\""),
                .line("* LIST () \"/\" R&D"), .line("{tag} OK"), .expect("{tag} EXAMINE \"R&D\""),
            ] + Dialogue.selected(exists: 0))
        #expect(page.messages.isEmpty)
    }
}
