import Domain
import JSON
import Mail
import TestSupport
import Testing
import Transport

@testable import Graph

@Suite("An attachment that travels beside its message")
struct AttachmentTransferTests {
    let graph = DraftGraph(draft: Outgoing.listed)
    let outgoing = Outgoing()
    /// Three slices and a rest.
    let large = CountedContent(35)
    let settings = GraphSettings(uploadSizes: 20...1_000, sliceBytes: 10)

    private func send(_ attachments: OutboundAttachment...) async throws -> MailError? {
        await outgoing.send(try Outgoing.message(attachments: attachments), over: graph.rig(settings: settings)).failure
    }

    private func bytes(_ content: CountedContent) throws -> [UInt8] {
        try content.read(offset: 0, length: content.size)
    }

    /// The large file is on the one draft that was sent, once and whole.
    private func expectSent(drafts: Int = 1) throws {
        #expect(graph.sends == 1)
        let draft = try #require(graph.drafts["draft-\(drafts)"])
        #expect(graph.drafts.count == 1 && !draft.isDraft)
        #expect(draft.files.map(\.bytes) == [try bytes(CountedContent(35))])
        #expect(graph.sessions == 0)
    }

    @Test("goes in one request when it is small, and in slices when it is large, in order")
    func both() async throws {
        let small = CountedContent(19)
        #expect(
            try await send(
                large.attachment("gross ä.bin", isInline: true, contentID: "c@d"), small.attachment(nil)) == nil)
        #expect(graph.steps == [.create, .open, .slice, .slice, .slice, .slice, .attach, .send])
        let files = try #require(graph.drafts["draft-1"]?.files)
        #expect(files.map(\.bytes) == [try bytes(CountedContent(35)), try bytes(small)])
        #expect(
            files[0].description == [
                "attachmentType": "file", "name": "gross ä.bin", "contentType": "application/x-a", "isInline": true,
                "contentId": "c@d", "size": 35,
            ])
        #expect(files[1].description["@odata.type"] == "#microsoft.graph.fileAttachment")
        #expect(files[1].description["name"] == "attachment")
        #expect(files[1].description["contentId"] == .null)
        #expect(large.longestRead == 10)
    }

    @Test("names no token at the address of an upload")
    func unsigned() async throws {
        let rig = graph.rig(settings: settings)
        _ = await outgoing.send(try Outgoing.message(attachments: [large.attachment()]), over: rig)
        let uploads = rig.http.requests.filter { $0.url.hasPrefix(DraftGraph.uploads) }
        #expect(uploads.count == 4)
        #expect(uploads.allSatisfy { $0.headers.value(of: "Authorization") == nil })
        #expect(uploads.last?.headers.value(of: "Content-Range") == "bytes 30-34/35")
    }

    @Test(
        "is resumed where the session wants it after a fault at any slice",
        arguments: [
            DraftGraph.Fault.lost(.closed("reset")), .unanswered, .lost(.connectFailed("down")),
            .said(.status(500)), .refused(.status(503, ["Retry-After": "1"])), .refused(.status(429)),
            .said(.status(200, [:], "{}")), .refused(.error(416, "InvalidRange")),
        ], 0..<3)
    func resumed(_ fault: DraftGraph.Fault, _ slice: Int) async throws {
        switch slice {
        case 0: graph.fault(.slice, fault)
        case 1: graph.fault(.slice, .said(.json(#"{"NextExpectedRanges":["10"]}"#)), fault)
        default: graph.fault(.slice, .said(.json(#"{"NextExpectedRanges":["10-"]}"#)), fault, fault)
        }
        #expect(try await send(large.attachment()) == nil)
        try expectSent()
        #expect(graph.steps.filter { $0 == .open }.count == 1)
    }

    @Test("is begun anew in another session when one has expired, but not for ever")
    func expired() async throws {
        let gone = DraftGraph.Fault.refused(.error(404, "ErrorItemNotFound"))
        graph.fault(.slice, .said(.json(#"{"NextExpectedRanges":["10"]}"#)), gone)
        #expect(try await send(large.attachment()) == nil)
        #expect(graph.steps.filter { $0 == .open }.count == 2)
        #expect(graph.sends == 1)
        graph.fault(.slice, gone, gone, gone)
        guard case .unavailable = try await send(large.attachment()) else {
            Issue.record("not given up")
            return
        }
        #expect(graph.sends == 1 && graph.drafts.count == 1)
    }

    @Test("whose last answer was lost is not attached twice: the message is begun anew")
    func lastSlice() async throws {
        let fine = DraftGraph.Fault.said(.json(#"{"NextExpectedRanges":["10"]}"#))
        let second = DraftGraph.Fault.said(.json(#"{"NextExpectedRanges":["20"]}"#))
        let third = DraftGraph.Fault.said(.json(#"{"NextExpectedRanges":["30"]}"#))
        graph.fault(.slice, fine, second, third, .unanswered)
        #expect(try await send(large.attachment()) == nil)
        try expectSent(drafts: 2)
        #expect(outgoing.handovers == ["draft-2"])
        #expect(graph.steps.filter { $0 == .discard }.count == 1)
    }

    @Test("is given up when the session never gets on", arguments: ["0", "5", "999999999999999"])
    func confused(_ place: String) async throws {
        let answer = DraftGraph.Fault.said(.json(#"{"NextExpectedRanges":["\#(place)"]}"#))
        let slices = Array(repeating: answer, count: 100)
        graph.fault(.slice, slices)
        graph.fault(.progress, slices)
        #expect(try await send(large.attachment()) != nil)
        #expect(graph.sends == 0 && graph.drafts.isEmpty && graph.sessions == 0)
        #expect(graph.steps.count < 60)
    }

    @Test(
        "is begun anew with its draft when the session says what cannot be: complete before the end, or wanting what comes later",
        arguments: [
            (DraftGraph.Step.slice, DraftGraph.Fault.said(.status(201))),
            (.slice, .said(.json(#"{"NextExpectedRanges":["20"]}"#))),
            (.slice, .refused(.status(201))),
            (
                .open,
                .refused(
                    .status(201, [:], #"{"uploadUrl":"\#(DraftGraph.uploads)x","nextExpectedRanges":["10-"]}"#))
            ),
        ])
    func impossible(_ step: DraftGraph.Step, _ fault: DraftGraph.Fault) async throws {
        graph.fault(step, fault)
        #expect(try await send(large.attachment()) == nil)
        try expectSent(drafts: 2)
        #expect(graph.steps.filter { $0 == .cancel }.count == 1)
    }

    @Test("that is too small for a session after all goes in one request")
    func tooSmall() async throws {
        graph.fault(.open, .refused(.error(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize")))
        #expect(try await send(large.attachment()) == nil)
        #expect(graph.steps == [.create, .open, .attach, .send])
        try expectSent()
    }

    @Test(
        "goes in slices where it would not fit into a request, though it is smaller than what Microsoft wants in slices",
        arguments: [(2_997_000, [DraftGraph.Step.attach]), (2_997_001, [.open, .slice])])
    func largestPost(size: Int, steps: [DraftGraph.Step]) async throws {
        let rig = graph.rig()
        let message = try Outgoing.message(attachments: [CountedContent(size).attachment()])
        #expect(await outgoing.send(message, over: rig).failure == nil)
        #expect(graph.steps == [.create] + steps + [.send])
        let longest = rig.http.requests.map { $0.body?.withExposed(\.count) ?? 0 }.max() ?? 0
        #expect(longest <= GraphSettings().requestLimit)
    }

    @Test("that is much larger than the smallest is never sent in one request")
    func muchTooLarge() async throws {
        graph.fault(.open, .refused(.error(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize")))
        guard case .refused = try await send(CountedContent(40).attachment()) else {
            Issue.record("not refused")
            return
        }
        #expect(graph.steps == [.create, .open, .discard])
    }

    @Test("that cannot be read any more ends the send")
    func unreadable() async throws {
        var broken = large.attachment()
        broken.size = 36
        #expect(try await send(broken) == .storage("behind the end"))
        #expect(graph.drafts.isEmpty && graph.sessions == 0 && outgoing.handovers.isEmpty)
    }
}
