import Broker
import Domain
import Logging
import Mail
import TestSupport
import Testing

@testable import Graph

/// A kill is another sender on the same journal, while the first one still hangs where it was.
@Suite("A send over Graph that is killed")
struct KilledSendTests {
    let graph = DraftGraph(draft: Outgoing.listed)
    let journal = InMemorySendJournal()
    let blobs = InMemoryBlobStore()
    let clock = ManualWallClock()
    static let owner = CallerID(rawValue: 7)
    static let later = Deadline.after(.seconds(3_600))

    /// A process: its own sender and channel.
    private func sender() -> Sender {
        let settings = GraphSettings(requestLimit: 4_000, uploadSizes: 2_000...10_000, sliceBytes: 1_000)
        let id = AccountID(unchecked: "acc_1")
        let account = Account(
            id: id, address: "ann@example.com", username: "ann@example.com", authentication: .password,
            graph: GraphPlace(root: Rig.root), createdAt: Timestamp(secondsSince1970: 0))
        let submission = Outgoing.submission(over: graph.rig(settings: settings).channel)
        return Sender(
            accounts: InMemoryAccountStore([account]), journal: journal,
            backends: Backends(
                factory: ScriptedBackends(submission: submission), credentials: FixedCredentials()),
            activities: ActivityLog(clock: clock), blobs: blobs, clock: clock, log: Logger(label: "test"))
    }

    /// Needs every step: another name, and files that go inside, beside, and in slices.
    private func request() async -> SendRequest {
        let files = [3_500, 1_500, 1_501].map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0) }
        var attachments = files[1...].map { AttachmentContent(filename: "a.bin", content: Base64($0)) }
        attachments.append(
            AttachmentContent(filename: "b.bin", blob: await blobs.put(files[0], for: Self.owner)))
        return SendRequest(
            account: AccountID(unchecked: "acc_1"), owner: Self.owner,
            content: .composition(
                Composition(
                    from: NamedAddress(address: "alias@example.com"), to: [NamedAddress(address: "bo@example.com")],
                    text: "Hi", attachments: Array(attachments))), idempotencyKey: "k")
    }

    private func outcome(_ sender: Sender, _ request: SendRequest) async -> Result<SendResult, MailError> {
        do throws(MailError) {
            return .success(try await sender.send(request, until: Self.later))
        } catch {
            return .failure(error)
        }
    }

    /// Runs a first process up to a step, and kills it there.
    private func killed(
        at step: DraftGraph.Step, carriedOut: Bool, _ request: SendRequest,
        _ afterwards: () async throws -> Void
    ) async throws {
        let (reached, release) = (Gate(), Gate())
        graph.fault(step, .hangs(carriedOut: carriedOut, reached: reached, release: release))
        let old = sender()
        let task = Task { _ = try? await old.send(request, until: Self.later) }
        await reached.wait()
        try await afterwards()
        await release.open()
        await task.value
    }

    /// Returns when no draft and no session is left: nobody waits for that.
    private func cleanedUp() async {
        while !graph.drafts.isEmpty || graph.sessions > 0 { await Task.yield() }
    }

    @Test("takes every step of a large message, when nobody kills it")
    func whole() async throws {
        let result = try await outcome(sender(), request()).get()
        #expect(
            graph.steps == [.create, .correct, .attach, .open, .slice, .slice, .slice, .slice, .send]
                || graph.steps == [.create, .correct, .open, .slice, .slice, .slice, .slice, .attach, .send])
        #expect(result.sentCopy == .filedByServer)
        #expect(graph.sends == 1)
    }

    @Test(
        "before the hand-over has sent nothing, and is sent once when it is asked for again",
        arguments: [.create, .correct, .attach, .open, .slice] as [DraftGraph.Step], [false, true])
    func before(_ step: DraftGraph.Step, _ carriedOut: Bool) async throws {
        let request = await request()
        try await killed(at: step, carriedOut: carriedOut, request) {
            let new = sender()
            try await new.recover(until: Self.later)
            guard case .failed(let failure) = await journal.entries.first?.state else {
                Issue.record("not failed")
                return
            }
            #expect(failure.isTemporary && graph.sends == 0)
            let result = try await new.send(request, until: Self.later)
            #expect(graph.sends == 1)
            #expect(try await new.send(request, until: Self.later).id == result.id)
            #expect(await journal.entries.map(\.messageID) == [result.messageID])
        }
        #expect(graph.sends == 1)
    }

    @Test("after the hand-over is told by its draft, and never sent again", arguments: [false, true])
    func after(_ carriedOut: Bool) async throws {
        let request = await request()
        try await killed(at: .send, carriedOut: carriedOut, request) {
            let new = sender()
            try await new.recover(until: Self.later)
            for _ in 0..<2 {
                let again = await outcome(new, request)
                if carriedOut {
                    #expect(throws: Never.self) { try again.get() }
                } else {
                    #expect(again.failure == .sendOutcomeUnknown)
                }
            }
        }
        #expect(graph.sends == (carriedOut ? 1 : 0))
        #expect(graph.steps.filter { $0 == .send }.count == 1)
        #expect(graph.drafts.count == 1)
    }

    @Test("with the journal full at the hand-over sends nothing and leaves no draft", .timeLimit(.minutes(10)))
    func journalFull() async throws {
        await journal.fail(at: .handingOver)
        #expect(await outcome(sender(), request()).failure == .storage("the disk is full"))
        await cleanedUp()
        #expect(graph.sends == 0 && graph.drafts.isEmpty)
    }

    @Test(
        "whose uploaded file disappears amid its slices has sent nothing, leaves no draft, and may be sent again",
        .timeLimit(.minutes(10)))
    func lostBlob() async throws {
        let request = await request()
        await blobs.loseEverything(afterReads: 3)
        #expect(await outcome(sender(), request).failure == .notFound(what: "blob"))
        #expect(graph.steps.contains(.slice))
        await cleanedUp()
        #expect(graph.sends == 0 && graph.drafts.isEmpty && graph.sessions == 0)
        guard case .failed(let failure) = await journal.entries.first?.state else {
            Issue.record("not failed")
            return
        }
        #expect(failure.isTemporary)
    }

    @Test("by a lost answer is settled at once by its draft")
    func lostAnswer() async throws {
        graph.fault(.send, .unanswered)
        let result = try await outcome(sender(), request()).get()
        #expect(result.receipt.reply.code == 250 && graph.sends == 1)
        #expect(graph.steps.suffix(2) == [.send, .look])
    }
}
