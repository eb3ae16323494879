import Broker
import Domain
import Mail
import TestSupport
import Testing

@Suite("A file that was uploaded before")
struct BlobSendingTests {
    let fixture = Fixture()
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    private func send(_ attachments: [AttachmentContent], key: String? = nil) async -> MailError? {
        await failure { () throws(MailError) in
            try await fixture.sender.send(
                fixture.request(key: key, attachments: attachments), until: Fixture.later)
        }
    }

    @Test("goes out as if it had come with the request")
    func attached() async throws {
        let blob = await fixture.blobs.put(bytes, for: Fixture.owner)
        let given = AttachmentContent(filename: "a.bin", content: Base64(bytes))
        let uploaded = AttachmentContent(filename: "a.bin", blob: blob)
        #expect(await send([given]) == nil)
        #expect(await send([uploaded]) == nil)
        let bodies = fixture.submission.messages.map { message in
            String(decoding: message.bytes, as: UTF8.self).split(separator: "--=_postern").map { $0.dropFirst(27) }
        }
        #expect(bodies.count == 2 && bodies[0].dropFirst() == bodies[1].dropFirst())
        #expect(await fixture.blobs.longestRead <= 1 << 20)
    }

    @Test("is the same message in another blob, or with the request, and another one when one byte differs")
    func sameKey() async throws {
        let first = await fixture.blobs.put(bytes, for: Fixture.owner)
        let second = await fixture.blobs.put(bytes, for: Fixture.owner)
        let other = await fixture.blobs.put(bytes.dropLast() + [0xFF], for: Fixture.owner)
        #expect(await send([AttachmentContent(blob: first)], key: "k") == nil)
        #expect(await send([AttachmentContent(blob: second)], key: "k") == nil)
        #expect(await send([AttachmentContent(content: Base64(bytes))], key: "k") == nil)
        #expect(fixture.submission.attempts == 1)
        guard case .conflict = await send([AttachmentContent(blob: other)], key: "k") else {
            Issue.record("no conflict")
            return
        }
        #expect(fixture.submission.attempts == 1)
    }

    @Test("may be gone when it is asked what became of the send, which is known by the blob's name then")
    func goneLater() async throws {
        let blob = await fixture.blobs.put(bytes, for: Fixture.owner)
        #expect(await send([AttachmentContent(blob: blob)], key: "k") == nil)
        fixture.submission.from { (_) throws(MailError) in throw .connectFailed("down") }
        #expect(await send([AttachmentContent(blob: blob)], key: "l") == .connectFailed("down"))
        try await fixture.blobs.delete(blob, of: Fixture.owner)
        #expect(await send([AttachmentContent(blob: blob)], key: "k") == nil)
        let other = AttachmentContent(filename: "other", blob: blob)
        #expect(await send([other], key: "k") == .notFound(what: "blob"))
        #expect(await send([AttachmentContent(blob: blob)], key: "l") == .notFound(what: "blob"), "nothing was sent")
        #expect(await send([AttachmentContent(blob: blob)]) == .notFound(what: "blob"))
        #expect(fixture.submission.attempts == 2)
    }

    @Test("has to be there, and the caller's own")
    func foreign() async throws {
        let gone = BlobID.random()
        let foreign = await fixture.blobs.put(bytes, for: CallerID(rawValue: 1))
        #expect(await send([AttachmentContent(blob: gone)]) == .notFound(what: "blob"))
        #expect(await send([AttachmentContent(blob: foreign)]) == .notFound(what: "blob"))
        #expect(await fixture.journal.entries.isEmpty)
    }

    @Test("stands beside content never, and an attachment has one of both")
    func either() async throws {
        let blob = await fixture.blobs.put(bytes, for: Fixture.owner)
        for attachment in [AttachmentContent(), AttachmentContent(content: Base64([1]), blob: blob)] {
            guard case .invalid(field: "attachments", _) = await send([attachment]) else {
                Issue.record("not refused")
                continue
            }
        }
    }

    @Test("that disappears under the send ends it before anything is journaled or handed over")
    func deleted() async throws {
        let blob = await fixture.blobs.put(bytes, for: Fixture.owner)
        // Three pieces are read to know the message again, and then others to compose it.
        await fixture.blobs.loseEverything(afterReads: 4)
        #expect(await send([AttachmentContent(blob: blob)], key: "k") == .notFound(what: "blob"))
        #expect(fixture.submission.attempts == 0)
        #expect(await fixture.journal.entries.isEmpty)
    }

    @Test("counts before it is read: what no server takes is refused at once")
    func tooLarge() async throws {
        let limited = Fixture(limits: SendLimits(maximumMessageBytes: 2_000_000))
        let blob = await limited.blobs.put(bytes, for: Fixture.owner)
        let error = await failure { () throws(MailError) in
            try await limited.sender.send(
                limited.request(attachments: [AttachmentContent(blob: blob)]), until: Fixture.later)
        }
        #expect(error == .tooLarge("the message is longer than 2000000 bytes"))
        #expect(await limited.blobs.longestRead == 0)
    }
}
