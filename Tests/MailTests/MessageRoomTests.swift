import Domain
import MIME
import TestSupport
import Testing

@testable import Mail

@Suite("What messages hold in memory")
struct MessageRoomTests {
    let reached = Gate()
    let release = Gate()
    /// A blob weighs 8.2 MB here: room for one at a time.
    let fixture = Fixture(heldBytes: 20_000_000)
    let bytes = [UInt8](repeating: 7, count: 3_000_000)

    private func send(
        _ attachments: [AttachmentContent], until deadline: Deadline = Fixture.later
    ) async -> MailError? {
        await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(attachments: attachments), until: deadline)
        }
    }

    @Test("is bounded: a file is not read before there is room for it, and a message without one does not wait")
    func bounded() async throws {
        let blob = AttachmentContent(blob: await fixture.blobs.put(bytes, for: Fixture.owner))
        fixture.submission.from { [reached, release] (handover) throws(MailError) in
            await reached.open()
            await release.wait()
            try await handover()
        }
        let first = Task { await send([blob]) }
        await reached.wait()
        fixture.submission.from { (handover) throws(MailError) in try await handover() }
        let readsOfOne = await fixture.blobs.reads
        #expect(await send([blob], until: .after(.milliseconds(50))) == .timedOut)
        #expect(await fixture.blobs.reads < readsOfOne * 2, "it was read to know it again, and not to compose it")
        #expect(fixture.submission.attempts == 1)
        #expect(await fixture.journal.entries.count == 1)
        #expect(await send([AttachmentContent(content: Base64(bytes))]) == nil)
        await release.open()
        #expect(await first.value == nil)
        #expect(await send([blob]) == nil)
        #expect(fixture.submission.attempts == 3)
    }

    @Test("is what its uploaded files become inside of it; what travels beside it is read in slices")
    func weight() async throws {
        let blob = AttachmentContent(blob: await fixture.blobs.put(bytes, for: Fixture.owner))
        let held = AttachmentContent(content: Base64(bytes))
        let limits = SendLimits()
        let composer = LetterComposer(limits: limits, composer: MessageComposer())
        let maker = LetterMaker(
            limits: limits, clock: fixture.clock, composer: MessageComposer(), blobs: fixture.blobs)
        let account = try #require(await fixture.store.account(fixture.id))
        let letter = try await maker.letter(fixture.request(attachments: [blob, held]), from: account)
        let encoded = 3_000_000 / 3 * 4 + (1_000_000 + 18) / 19 * 2
        #expect(composer.weight(of: letter, in: SubmissionForm()) == encoded * 2)
        let graph = SubmissionForm(maximumWholeBytes: 100_000, maximumSeparateBytes: 4_000_000)
        #expect(composer.weight(of: letter, in: graph) == 0)
        #expect(await fixture.blobs.reads == 0)
    }

    @Test("of one account is half of all at most, and what is heavier counts as that")
    func shared() async throws {
        let room = MessageRoom(bytes: 10)
        let (one, other) = (MessageRoom.part(bytes: 10), MessageRoom.part(bytes: 10))
        let value = try await room.run(100, within: one, until: Fixture.later) { () throws(MailError) in
            let late = await failure { () throws(MailError) in
                try await room.run(1, within: one, until: Fixture.passed) {}
            }
            #expect(late == .timedOut)
            return try await room.run(5, within: other, until: Fixture.later) { 7 }
        }
        #expect(value == 7)
    }
}
