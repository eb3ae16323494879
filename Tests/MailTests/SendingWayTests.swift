import Domain
import Mail
import TestSupport
import Testing

/// Which way out takes a message, and what becomes of it there.
@Suite("A message and the ways out")
struct SendingWayTests {
    /// Graph as it is, in small: 4,000 bytes in one piece, attachments of up to 50,000.
    static func graph(whole: Int = 4_000, separate: Int? = 50_000, hint: String? = nil) -> ScriptedSubmission {
        ScriptedSubmission(
            service: .graph,
            form: SubmissionForm(
                maximumWholeBytes: whole, maximumSeparateBytes: separate, separateHint: hint, takesEnvelope: false,
                readsBlindCopies: true),
            evidence: "AAk=")
    }

    static func file(_ count: Int, _ name: String? = nil) -> AttachmentContent {
        AttachmentContent(
            filename: name ?? "\(count).bin", content: Base64((0..<count).map { UInt8(truncatingIfNeeded: $0) }))
    }

    private func send(_ request: SendRequest, _ fixture: Fixture) async -> Result<SendResult, MailError> {
        do throws(MailError) {
            return .success(try await fixture.sender.send(request, until: Fixture.later))
        } catch {
            return .failure(error)
        }
    }

    private func text(_ message: OutboundMessage) -> String { String(decoding: message.bytes, as: UTF8.self) }

    @Test("is one piece over Graph while it fits, names blind copies there, and is filed by the provider")
    func whole() async throws {
        let fixture = Fixture(submission: Self.graph(), further: [ScriptedSubmission()])
        let result = try await fixture.sender.send(
            fixture.request(bcc: ["blind@example.com"], attachments: [Self.file(1_000)]), until: Fixture.later)
        let message = try #require(fixture.submission.messages.first)
        #expect(text(message).hasPrefix("Bcc: blind@example.com\r\n"))
        #expect(message.attachments.isEmpty)
        #expect(text(message).contains("1000.bin"))
        #expect(message.from.address == "ann@example.com")
        #expect(result.sentCopy == .filedByServer)
        #expect(await fixture.mailbox.calls.isEmpty)
        #expect(await fixture.journal.entries.map(\.way) == [.graph])
    }

    @Test("is never filed twice, whatever the account's rule says", arguments: SentCopyRule.allCases)
    func sentCopy(_ rule: SentCopyRule) async throws {
        let fixture = Fixture(sentCopy: rule, submission: Self.graph())
        #expect(try await fixture.sender.send(fixture.request(), until: Fixture.later).sentCopy == .filedByServer)
        #expect(await fixture.mailbox.appended.isEmpty)
    }

    @Test("that is too long sends its largest files beside it, in their order, until the rest fits")
    func split() async throws {
        let fixture = Fixture(submission: Self.graph())
        let blob = await fixture.blobs.put([UInt8](repeating: 7, count: 30_000), for: Fixture.owner)
        let uploaded = AttachmentContent(
            filename: "up.pdf", contentType: "application/pdf", blob: blob, inline: true, contentId: "c@d")
        var composition = Composition(
            to: [NamedAddress(address: "bo@example.com")], replyTo: [NamedAddress(address: "reply@example.com")],
            text: "plain", html: "<img src=cid:c@d>", inReplyTo: "<q@example.com>", references: ["<p@example.com>"])
        composition.attachments = [Self.file(500), uploaded, Self.file(2_500), Self.file(1_000), Self.file(2_400)]
        _ = try await fixture.sender.send(fixture.request(composition), until: Fixture.later)
        let message = try #require(fixture.submission.messages.first)
        #expect(message.bytes.count <= 4_000)
        #expect(message.attachments.map(\.size) == [30_000, 2_500, 2_400])
        #expect(text(message).contains("500.bin") && text(message).contains("1000.bin"))
        for kept in ["Reply-To: reply@", "In-Reply-To: <q@", "References: <p@", "text/plain", "text/html"] {
            #expect(text(message).contains(kept))
        }
        let first = try #require(message.attachments.first)
        #expect((first.filename, first.contentType) == ("up.pdf", "application/pdf"))
        #expect((first.isInline, first.contentID) == (true, "c@d"))
        #expect(try await first.content.read(offset: 29_990, length: 10) == [UInt8](repeating: 7, count: 10))
        let second = message.attachments[1]
        #expect(second.contentType == "application/octet-stream" && !second.isInline)
        #expect(try await second.content.read(offset: 256, length: 3) == [0, 1, 2])
        await #expect(throws: MailError.self) { try await second.content.read(offset: 2_499, length: 2) }
    }

    @Test("leaves exactly as much inside as fits, however long the fields of its files are", arguments: 0..<24)
    func boundary(_ step: Int) async throws {
        let fixture = Fixture(submission: Self.graph())
        let name = String(repeating: "ä", count: 20 * step)
        let files = (0..<3).map { Self.file(600 + 40 * step + $0, name + "\($0)") }
        let plain = Fixture()
        _ = try await plain.sender.send(plain.request(attachments: files), until: Fixture.later)
        _ = try await fixture.sender.send(fixture.request(attachments: files), until: Fixture.later)
        let whole = try #require(plain.submission.messages.first?.bytes.count)
        let message = try #require(fixture.submission.messages.first)
        #expect(message.bytes.count <= 4_000)
        #expect(message.attachments.isEmpty == (whole <= 4_000))
    }

    @Test(
        "is refused by a form that cannot carry it, and by what the first way lacks",
        arguments: [
            (Self.graph(whole: 100), 10, MailError.tooLarge(Self.longText(100))),
            (Self.graph(), 50_001, .tooLarge("an attachment is longer than 50000 bytes")),
            (Self.graph(separate: nil, hint: "ask an app"), 5_000, .unsupported("ask an app")),
            (Self.graph(separate: 6_000, hint: "ask an app"), 6_001, .unsupported("ask an app")),
            (Self.graph(separate: nil), 5_000, .tooLarge(Self.longText(4_000))),
        ] as [(ScriptedSubmission, Int, MailError)])
    func refused(_ way: ScriptedSubmission, _ size: Int, _ error: MailError) async throws {
        let files = [Self.file(size)]
        let fixture = Fixture(submission: way)
        #expect(
            await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(attachments: files), until: Fixture.later)
            } == error)
        #expect(await fixture.journal.entries.isEmpty)
        let both = Fixture(submission: way, further: [ScriptedSubmission(form: SubmissionForm(takesEnvelope: false))])
        let refused = Fixture(submission: way, further: [Self.graph(whole: 10)])
        _ = try await both.sender.send(both.request(attachments: files), until: Fixture.later)
        #expect(await both.journal.entries.map(\.way) == [.smtp])
        #expect(await both.mailbox.appended.count == 1)
        #expect(
            await failure { () throws(MailError) in
                try await refused.sender.send(refused.request(attachments: files), until: Fixture.later)
            } == error)
    }

    @Test(
        "in another name goes by a way that lets it stand, and by none where none does",
        arguments: [
            ("From: Ann@EXAMPLE.com\r\n", true), ("From: boss@example.com\r\n", false),
            ("From: ann@example.com\r\nSender: office@example.com\r\n", false),
        ])
    func authors(_ fields: String, _ isOwn: Bool) async throws {
        func way() -> ScriptedSubmission {
            ScriptedSubmission(
                service: .graph, form: SubmissionForm(takesEnvelope: false, authors: ["ann@example.com"]))
        }
        let raw = fields + "To: bo@example.com\r\nMessage-ID: <a@b>\r\nDate: x\r\n\r\nHi\r\n"
        let alone = Fixture(submission: way())
        let result = await send(alone.request(raw: raw), alone)
        #expect(alone.submission.messages.count == (isOwn ? 1 : 0))
        if !isOwn {
            guard case .failure(.unsupported) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(await alone.journal.entries.isEmpty)
        }
        let both = Fixture(submission: way(), further: [ScriptedSubmission()])
        _ = try await send(both.request(raw: raw), both).get()
        #expect(await both.journal.entries.map(\.way) == [isOwn ? .graph : .smtp])
    }

    static func longText(_ limit: Int) -> String {
        "the message without its attachments may have at most \(limit) bytes here"
    }

    @Test("that its caller composed is never taken apart, and keeps its blind copies for a provider that reads them")
    func raw() async throws {
        let head = "From: ann@example.com\r\nTo: bo@example.com\r\nMessage-ID: <a@b>\r\nDate: x\r\n"
        let short = head + "Resent-Bcc: r@example.com\r\nBcc: x@example.com\r\n\r\nHi\r\n"
        let fixture = Fixture(submission: Self.graph())
        _ = try await fixture.sender.send(fixture.request(raw: short), until: Fixture.later)
        let message = try #require(fixture.submission.messages.first)
        #expect(text(message) == "Bcc: x@example.com\r\n" + head + "\r\nHi\r\n")
        let long = head + "\r\n" + String(repeating: "Hi\r\n", count: 1_000)
        #expect(
            await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(raw: long), until: Fixture.later)
            } == .tooLarge("a message that is sent as it is may have at most 4000 bytes here"))
        let both = Fixture(submission: Self.graph(), further: [ScriptedSubmission()])
        _ = try await both.sender.send(both.request(raw: long), until: Fixture.later)
        #expect(both.submission.messages.isEmpty)
        #expect(await both.journal.entries.map(\.way) == [.smtp])
    }

    @Test(
        "with an envelope of its own goes where envelopes go; one that says what the headers say goes anywhere",
        arguments: [
            ("ANN@Example.com", ["BO@xn--bcher-kva.example"], true), (nil, ["bo@bücher.example"], true),
            ("ann@example.com", nil, true), ("bounces@example.com", nil, false),
            (nil, ["other@example.com"], false), (nil, ["bo@bücher.example", "other@example.com"], false),
        ] as [(String?, [String]?, Bool)])
    func envelope(_ sender: String?, _ recipients: [String]?, _ fits: Bool) async throws {
        let fixture = Fixture(submission: Self.graph())
        var request = fixture.request(Composition(to: [NamedAddress(address: "bo@bücher.example")], text: "x"))
        (request.envelopeSender, request.envelopeRecipients) = (sender, recipients)
        let result = await send(request, fixture)
        if fits {
            #expect(throws: Never.self) { try result.get() }
        } else {
            guard case .failure(.unsupported) = result else {
                Issue.record("not unsupported: \(result)")
                return
            }
        }
        let both = Fixture(submission: Self.graph(), further: [ScriptedSubmission()])
        _ = try await both.sender.send(request, until: Fixture.later)
        #expect(await both.journal.entries.map(\.way) == [fits ? .graph : .smtp])
    }
}
