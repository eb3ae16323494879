import Tenant
import Testing

// An event that never comes must fail the test, not hang it.
@Suite("A mailbox that is watched", .timeLimit(.minutes(10)))
struct MailboxTests {
    private let mailbox = Mailbox(owner: .adele, state: .english)

    @Test("tells its watchers what happened, in order, once it is done")
    func events() async throws {
        var events = mailbox.changes().makeAsyncIterator()
        let (inbox, archive) = mailbox.read { ($0.number(.inbox), $0.number(.archive)) }
        let number = try mailbox.change { state throws(MailboxError) in
            let number = try state.appendSample(to: inbox)
            try state.update(number, at: .second(0)) { $0.isRead = true }
            try state.move(number, to: archive)
            try state.remove(number, to: .purged)
            return number
        }
        for (kind, folder) in [
            (MailboxEvent.Kind.created, inbox), (.updated, inbox), (.moved(from: inbox), archive), (.deleted, archive),
        ] {
            let event = try #require(await events.next())
            #expect(event.kind == kind && event.folder == folder && event.message == number)
        }
    }

    @Test("tells of changes by many in the order in which they were made")
    func order() async {
        var events = mailbox.changes().makeAsyncIterator()
        await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { [self] in for _ in 0..<30 { try? append(1) } } }
        }
        var last = ChangeNumber(0)
        for _ in 0..<240 {
            guard let event = await events.next() else { break }
            #expect(event.kind == .created && event.change > last)
            last = event.change
        }
    }

    @Test("tells of folders without a message")
    func folderEvents() async throws {
        var events = mailbox.changes().makeAsyncIterator()
        let folder = try mailbox.change { state throws(MailboxError) in
            try state.createFolder(name: "New", in: state.root).number
        }
        let event = try #require(await events.next())
        #expect(event.kind == .created && event.folder == folder && event.message == nil)
    }

    @Test("tells what happened before an error")
    func failure() async throws {
        var events = mailbox.changes().makeAsyncIterator()
        #expect(throws: MailboxError.noSuchMessage) {
            try mailbox.change { state throws(MailboxError) in
                try state.appendSample(to: state.number(.inbox))
                try state.move(MessageNumber(99), to: state.number(.inbox))
            }
        }
        #expect(await events.next()?.kind == .created)
    }

    @Test("is as it was, and tells nothing, when a change that had to be whole failed")
    func wholeFailure() async throws {
        var events = mailbox.changes().makeAsyncIterator()
        let before = mailbox.read { $0.now }
        #expect(throws: MailboxError.noSuchMessage) {
            try mailbox.changeWhole { state throws(MailboxError) in
                try state.createFolder(name: "New", in: state.root)
                try state.appendSample(to: state.number(.inbox))
                try state.move(MessageNumber(99), to: state.number(.inbox))
            }
        }
        mailbox.read { state in
            #expect(state.now == before && state.newestFirst(in: nil).isEmpty)
            #expect(!state.folders.values.contains { $0.displayName == "New" })
        }
        try mailbox.changeWhole { state throws(MailboxError) in _ = try state.appendSample(to: state.number(.inbox)) }
        #expect(await events.next()?.message == MessageNumber(1))
    }

    @Test("tells of very much at once as a resync")
    func bulk() async throws {
        var events = mailbox.changes().makeAsyncIterator()
        try append(1_000)
        let event = try #require(await events.next())
        #expect(event.kind == .resync && event.change == mailbox.read { $0.now })
    }

    @Test("ends with a resync for a watcher who did not look in time")
    func slowWatcher() async throws {
        var events = mailbox.changes().makeAsyncIterator()
        for _ in 0..<300 { try append(1) }
        var last = try #require(await events.next())
        for _ in 1..<256 { last = try #require(await events.next()) }
        #expect(last.kind == .resync && last.change == mailbox.read { $0.now })
    }

    @Test("forgets a watcher who went")
    func cancelled() async throws {
        let watcher = Task { [mailbox] in for await _ in mailbox.changes() {} }
        watcher.cancel()
        await watcher.value
        #expect(throws: Never.self) { try append(1) }
    }

    @Test("is sorted after each change, also when mail comes in any order")
    func tidy() throws {
        try mailbox.change { state throws(MailboxError) in
            for second in [3, 1, 2] { try state.appendSample(to: state.number(.inbox), second: second) }
        }
        let listed = mailbox.read { $0.newestFirst(in: $0.number(.inbox)).map(\.value) }
        #expect(listed == [1, 3, 2])
    }

    private func append(_ count: Int) throws {
        try mailbox.change { state throws(MailboxError) in
            for _ in 0..<count { try state.appendSample(to: state.number(.inbox)) }
        }
    }
}
