import Domain
import Mail
import TestSupport
import Testing

@Suite("Reading mail")
struct MessageReaderTests {
    let fixture = Fixture()

    @Test("gives pages with cursors that lead from one to the next")
    func pages() async throws {
        await fixture.mailbox.answer(page: MessagePage(messages: [], next: [9, 9], total: 3))
        let first = try await fixture.reader.list(
            ListRequest(account: fixture.id, mailbox: "INBOX"), until: Fixture.later)
        #expect(first.total == 3)
        let cursor = try #require(first.nextCursor)
        _ = try await fixture.reader.list(
            ListRequest(account: fixture.id, mailbox: "INBOX", cursor: cursor), until: Fixture.later)
        #expect(await fixture.mailbox.calls == ["messages INBOX -", "messages INBOX [9, 9]"])
        let foreign = await failure { () throws(MailError) in
            try await fixture.reader.list(
                ListRequest(account: fixture.id, mailbox: "Other", cursor: cursor), until: Fixture.later)
        }
        #expect(foreign == .cursorInvalid)
        #expect(await fixture.mailbox.calls.count == 2)
    }

    @Test("asks no server for what cannot be")
    func refused() async throws {
        let other = AccountID(unchecked: "acc_two")
        let id = fixture.reference().id
        let reader = fixture.reader
        let reading = MessageReading()
        let foreign = MessageReference(account: other, place: fixture.reference().place).id
        #expect(
            await failure { () throws(MailError) in
                try await reader.message(foreign, of: fixture.id, reading, until: Fixture.later)
            } == .notFound(what: "message"))
        #expect(
            await failure { () throws(MailError) in
                try await reader.message(foreign, of: other, reading, until: Fixture.later)
            } == .notFound(what: "account"))
        #expect(
            await failure { () throws(MailError) in
                try await reader.mailboxes(of: other, MailboxListing(), until: Fixture.later)
            } == .notFound(what: "account"))
        for request in [
            ListRequest(account: fixture.id, mailbox: "a\r\nb"), ListRequest(account: fixture.id, mailbox: ""),
            ListRequest(account: fixture.id, mailbox: "INBOX", limit: 0),
            ListRequest(account: fixture.id, mailbox: "INBOX", limit: 1_001),
        ] {
            let error = await failure { () throws(MailError) in try await reader.list(request, until: Fixture.later) }
            #expect(error != nil)
        }
        for window in [
            WindowRequest(offset: -1), WindowRequest(length: 0), WindowRequest(length: (1 << 20) + 1),
            WindowRequest(contentID: "never"), WindowRequest(contentID: "../x"), WindowRequest(contentID: ""),
        ] {
            let error = await failure { () throws(MailError) in
                try await reader.source(of: id, of: fixture.id, window, until: Fixture.later)
            }
            #expect(error != nil)
        }
        for attachment in ["", "1\r\n", String(repeating: "1", count: 1_025)] {
            #expect(
                await failure { () throws(MailError) in
                    try await reader.attachment(
                        attachment, of: id, of: fixture.id, WindowRequest(), until: Fixture.later)
                } == .notFound(what: "attachment"))
        }
        #expect(await fixture.mailbox.calls.isEmpty)
    }

    @Test("hands content out in windows of one download, byte for byte")
    func windows() async throws {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        await fixture.mailbox.answer(content: [Array(bytes[..<700]), Array(bytes[700...])])
        let id = fixture.reference().id
        var read: [UInt8] = []
        var content: String?
        while read.count < bytes.count {
            let window = try await fixture.reader.attachment(
                "1.2", of: id, of: fixture.id, WindowRequest(contentID: content, offset: read.count, length: 300),
                until: Fixture.later)
            #expect(window.size == 1_000)
            #expect(window.offset == read.count)
            content = window.contentID
            read += window.content
        }
        #expect(read == bytes)
        #expect(await fixture.mailbox.calls == ["attachment 1.2"])
        let end = try await fixture.reader.attachment(
            "1.2", of: id, of: fixture.id, WindowRequest(contentID: content, offset: 1_000), until: Fixture.later)
        #expect(end.content.isEmpty)
        let beyond = await failure { () throws(MailError) in
            try await fixture.reader.attachment(
                "1.2", of: id, of: fixture.id, WindowRequest(contentID: content, offset: 1_001), until: Fixture.later)
        }
        #expect(beyond == .invalid(field: "offset", reason: "beyond the end"))
        let mixedUp = await failure { () throws(MailError) in
            _ = try await fixture.reader.attachment(
                "1.3", of: id, of: fixture.id, WindowRequest(contentID: content), until: Fixture.later)
        }
        #expect(mixedUp == .notFound(what: "content"))
    }

    @Test("downloads once for all who ask at the same time, and goes on when one of them leaves")
    func shared() async throws {
        let entered = Gate()
        let gate = Gate()
        await fixture.mailbox.hold(at: gate, entered: entered)
        await fixture.mailbox.answer(content: [[1, 2, 3]])
        let id = fixture.reference().id
        let patient = Task { [fixture] in
            try await fixture.reader.source(of: id, of: fixture.id, WindowRequest(), until: Fixture.later)
        }
        await entered.wait()
        let hasty = await failure { () throws(MailError) in
            try await fixture.reader.source(of: id, of: fixture.id, WindowRequest(), until: Fixture.passed)
        }
        #expect(hasty == .timedOut)
        await gate.open()
        #expect(try await patient.value.content == [1, 2, 3])
        #expect(await fixture.mailbox.calls == ["source"])
        #expect(await fixture.spool.stored == 1)
    }

    @Test("lets nobody join a download that was given up, and begins anew when nothing is left of it")
    func abandoned() async throws {
        let (entered, gate) = (Gate(), Gate())
        await fixture.mailbox.hold(at: gate, entered: entered)
        await fixture.mailbox.answer(content: [[1, 2, 3]])
        let id = fixture.reference().id
        let first = Task { [fixture] in
            try await fixture.reader.source(of: id, of: fixture.id, WindowRequest(), until: Fixture.later)
        }
        await entered.wait()
        first.cancel()
        await #expect(throws: MailError.cancelled) { try await first.value }
        let second = Task { [fixture] in
            try await fixture.reader.source(of: id, of: fixture.id, WindowRequest(), until: Fixture.later)
        }
        await gate.open()
        #expect(try await second.value.content == [1, 2, 3])
        #expect(await fixture.mailbox.calls == ["source", "source"])
    }

    @Test("gives a download longer than who began it, for those who join later")
    func patience() async throws {
        await fixture.mailbox.answer(content: [[1]])
        let deadline = Deadline.after(.seconds(60))
        _ = try await fixture.reader.source(
            of: fixture.reference().id, of: fixture.id, WindowRequest(), until: deadline)
        #expect(try #require(await fixture.mailbox.contentDeadline) > deadline)
    }

    @Test("tells all who wait when a download fails, and keeps nothing of it")
    func failing() async throws {
        await fixture.mailbox.fail(with: .unavailable("later"))
        let id = fixture.reference().id
        let failed = await failure { () throws(MailError) in
            try await fixture.reader.source(of: id, of: fixture.id, WindowRequest(), until: Fixture.later)
        }
        #expect(failed == .unavailable("later"))
        #expect(await fixture.spool.stored == 0)
        await fixture.mailbox.fail(with: nil)
        let window = try await fixture.reader.source(of: id, of: fixture.id, WindowRequest(), until: Fixture.later)
        #expect(window.size == 0)
    }
}
