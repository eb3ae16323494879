import Broker
import Cryptography
import Domain
import MIME
import Mail
import Synchronization
import TestSupport
import Testing

@Suite("Sending mail")
struct SenderTests {
    static func sent(_ state: SendState?) -> Bool {
        if case .sent = state { return true }
        return false
    }

    @Test("journals, hands over, and files a copy that keeps the blind recipients")
    func plain() async throws {
        let fixture = Fixture()
        let result = try await fixture.sender.send(
            fixture.request(bcc: ["blind.copy@example.com"]), until: Fixture.later)
        #expect(result.receipt.queueID == "1")
        #expect(result.sentCopy == .filed)
        let outbound = try #require(fixture.submission.messages.first)
        let (message, envelope) = (outbound.bytes, outbound.envelope)
        #expect(envelope.sender.description == "ann@example.com")
        #expect(envelope.recipients.map(\.description) == ["bo@example.com", "blind.copy@example.com"])
        #expect(!String(decoding: message, as: UTF8.self).contains("blind.copy@example.com"))
        let copy = try #require(await fixture.mailbox.appended.first)
        #expect(copy == Array("Bcc: blind.copy@example.com\r\n".utf8) + message)
        #expect(
            await fixture.mailbox.calls == ["append sent [Mail.MessageFlag.seen]".replacing("Mail.", with: "Domain.")])
        let entry = try #require(await fixture.journal.entries.first)
        #expect(Self.sent(entry.state))
        #expect(entry.messageID == result.messageID)
        #expect(entry.way == .smtp)
    }

    @Test("sends a message that the caller composed as it is")
    func raw() async throws {
        let fixture = Fixture()
        let text =
            "From: ann@example.com\r\nTo: bo@example.com\r\nBcc: x@example.com\r\n"
            + "Message-ID: <a@b>\r\nDate: x\r\n\r\nHi\r\n"
        let result = try await fixture.sender.send(
            fixture.request(raw: text), until: Fixture.later)
        #expect(result.messageID.rawValue == "<a@b>")
        let expected = text.replacing("Bcc: x@example.com\r\n", with: "")
        #expect(fixture.submission.messages.first?.bytes == Array(expected.utf8))
        #expect(fixture.submission.messages.first?.envelope.recipients.count == 2)
    }

    @Test("sends for whom the message's own Sender field names, unless the caller names somebody else")
    func rawSender() async throws {
        let fixture = Fixture()
        let text = "From: a@b.example, c@d.example\r\nSender: office@example.com\r\nTo: e@f.example\r\n\r\n"
        var request = fixture.request(raw: text)
        _ = try await fixture.sender.send(request, until: Fixture.later)
        request.envelopeSender = "bounces@example.com"
        request.envelopeRecipients = ["g@h.example"]
        _ = try await fixture.sender.send(request, until: Fixture.later)
        let envelopes = fixture.submission.messages.map(\.envelope)
        #expect(envelopes.map(\.sender.description) == ["office@example.com", "bounces@example.com"])
        #expect(envelopes.map { $0.recipients.map(\.description) } == [["e@f.example"], ["g@h.example"]])
    }

    @Test(
        "refuses what cannot be sent before anything is journaled",
        arguments: [
            Composition(), Composition(to: [NamedAddress(address: "nobody")]),
            Composition(to: [NamedAddress(address: "a@b.example\r\nRCPT TO:<c@d.example>")]),
            Composition(from: NamedAddress(address: "x"), to: [NamedAddress(address: "a@b.example")]),
            Composition(to: [NamedAddress(address: "a@b.example")], subject: "a\r\nBcc: c@d.example"),
            Composition(to: [NamedAddress(address: "a@b.example")], messageId: "not one"),
            Composition(to: (0...500).map { NamedAddress(address: "a\($0)@b.example") }),
            Composition(to: [NamedAddress(address: "a@b.example")], text: String(repeating: "x", count: 20_000)),
        ])
    func refused(_ composition: Composition) async {
        let fixture = Fixture(limits: SendLimits(maximumMessageBytes: 10_000))
        let error = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(composition), until: Fixture.later)
        }
        #expect(error != nil)
        #expect(await fixture.journal.entries.isEmpty)
        #expect(fixture.submission.attempts == 0)
    }

    @Test("refuses a key or a raw message that cannot be", arguments: ["", "a\nb", String(repeating: "k", count: 257)])
    func badKey(_ key: String) async {
        let fixture = Fixture()
        #expect(
            await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(key: key), until: Fixture.later)
            } != nil)
        #expect(
            await failure { () throws(MailError) in
                try await fixture.sender.send(
                    fixture.request(raw: "From: a@b.example\n\n\(key)"), until: Fixture.later)
            } != nil)
        #expect(await fixture.journal.entries.isEmpty)
    }

    // MARK: - Idempotency

    @Test("tells the same result under the same key, and sends once")
    func repeated() async throws {
        let fixture = Fixture()
        let first = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        let second = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(first.id == second.id)
        #expect(first.messageID == second.messageID)
        #expect(first.receipt == second.receipt)
        #expect(fixture.submission.attempts == 1)
    }

    @Test("refuses another message under the same key, be it finished or under way")
    func conflict() async throws {
        let fixture = Fixture()
        _ = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        var others = [fixture.request(key: "k", text: "other"), fixture.request(key: "k", bcc: ["x@example.com"])]
        others.append(fixture.request(key: "k"))
        others[2].requireAllRecipients = true
        others.append(fixture.request(key: "k"))
        others[3].envelopeRecipients = ["other@example.com"]
        for other in others {
            let error = await failure { () throws(MailError) in
                try await fixture.sender.send(other, until: Fixture.later)
            }
            guard case .conflict = error else {
                Issue.record("no conflict: \(String(describing: error))")
                continue
            }
        }
        #expect(fixture.submission.attempts == 1)
    }

    @Test("sends once for any number of callers that come with one key at the same time")
    func race() async throws {
        let fixture = Fixture()
        let ids = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try? await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later).id
                }
            }
            return await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(ids.count == 1 && !ids.contains(nil))
        #expect(fixture.submission.attempts == 1)
        #expect(await fixture.journal.entries.count == 1)
    }

    @Test("tries again under the same key after a failure that passes, with the very same message")
    func retried() async throws {
        let fixture = Fixture(submission: ScriptedSubmission { (_) throws(MailError) in throw .connectFailed("down") })
        let error = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        }
        #expect(error == .connectFailed("down"))
        let identifier = try #require(await fixture.journal.entries.first?.messageID)
        fixture.clock.advance(seconds: 60)
        fixture.submission.from { (handover) throws(MailError) in try await handover() }
        let result = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(result.messageID == identifier)
        #expect(await fixture.journal.entries.count == 1)
        let message = try #require(fixture.submission.messages.first?.bytes)
        #expect(String(decoding: message, as: UTF8.self).contains("18:00:00"))
    }

    @Test("tells what became of a send though the message could not be composed any more")
    func repeatedLater() async throws {
        let journal = InMemorySendJournal()
        let first = Fixture(journal: journal)
        let result = try await first.sender.send(first.request(key: "k"), until: Fixture.later)
        let later = Fixture(submission: SendingWayTests.graph(whole: 10), journal: journal)
        #expect(try await later.sender.send(later.request(key: "k"), until: Fixture.later).id == result.id)
        guard
            case .tooLarge = await failure({ () throws(MailError) in
                try await later.sender.send(later.request(key: "l"), until: Fixture.later)
            })
        else {
            Issue.record("not refused")
            return
        }
        #expect(await journal.entries.count == 1)
    }

    /// What the release before blobs had in its journal, of an attachment of three bytes.
    private static var firstHash: [UInt8] {
        let terms = #"{"version":1,"account":"acc_one","requireAllRecipients":false}"#
        let content =
            #"{"to":[{"address":"bo@example.com"}],"bcc":[],"subject":"Hi","text":"Hello","#
            + #""attachments":[{"filename":"a.bin","content":"AQID"}]}"#
        let hasher = SHA256Hasher()
        hasher.update(Array(terms.utf8) + [0, 1] + Array(content.utf8))
        return hasher.finish()
    }

    @Test("knows a message again whose key is from before there were blobs")
    func firstVersion() async throws {
        let fixture = Fixture()
        let attachment = AttachmentContent(filename: "a.bin", content: Base64([1, 2, 3]))
        let request = fixture.request(key: "k", attachments: [attachment])
        let result = try await fixture.sender.send(request, until: Fixture.later)
        var old = try #require(await fixture.journal.entries.first)
        old.contentHash = Self.firstHash
        let journal = InMemorySendJournal()
        _ = try await journal.open(old)
        let later = Fixture(journal: journal)
        #expect(try await later.sender.send(request, until: Fixture.later).id == result.id)
        #expect(later.submission.attempts == 0)
        guard
            case .conflict = await failure({ () throws(MailError) in
                try await later.sender.send(fixture.request(key: "k"), until: Fixture.later)
            })
        else {
            Issue.record("no conflict")
            return
        }
    }

    @Test("tries again after a refusal that an administrator can put right")
    func sendAs() async throws {
        let refusal = Refusal(
            .sendAsDenied, reason: "no", hint: "grant it",
            fault: ProviderFault(name: "graph", status: 403, code: "ErrorSendAsDenied", requestId: nil))
        let fixture = Fixture(submission: ScriptedSubmission { (_) throws(MailError) in throw .refused(refusal) })
        for _ in 0..<2 {
            let error = await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
            }
            #expect(error == .refused(refusal))
        }
        #expect(fixture.submission.attempts == 2)
    }

    @Test("tells a failure for good again, without asking the server again")
    func permanent() async throws {
        let reply = ServerReply(code: 550, enhancedCode: "5.1.1", text: "no such user")
        let results = [RecipientResult(index: 0, accepted: false, reply: reply)]
        for error in [MailError.recipientsRejected(results), .messageRejected(reply)] {
            let fixture = Fixture(submission: ScriptedSubmission { (_) throws(MailError) in throw error })
            for _ in 0..<2 {
                let told = await failure { () throws(MailError) in
                    try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
                }
                #expect(told == error)
            }
            #expect(fixture.submission.attempts == 1)
        }
    }

    // MARK: - Callers that leave

    @Test("sends nothing when the caller's time is up before the hand-over")
    func timeout() async throws {
        let gate = Gate()
        let fixture = Fixture(
            submission: ScriptedSubmission { (handover) throws(MailError) in
                await gate.wait()
                try await handover()
            })
        let error = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.passed)
        }
        #expect(error == .timedOut)
        await gate.open()
        // Either the attempt was called off before it was journaled, or its hand-over was refused.
        let again = try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later)
        #expect(fixture.submission.messages.count == 1)
        #expect(await fixture.journal.entries.map(\.id) == [again.id])
    }

    @Test("hands over no later than its most patient caller waits, so that a longer pause is told as one")
    func patience() async throws {
        let limited = MailError.rateLimited("the mailbox is throttled", retryAfterMs: 7_200_000)
        let fixture = Fixture(submission: ScriptedSubmission { (_) throws(MailError) in throw limited })
        let deadline = Deadline.after(.seconds(3_000))
        let error = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: deadline)
        }
        #expect(error == limited)
        // The usual patience is shorter than that of this caller, whose own is shorter than the other's.
        let hasty = Deadline.after(.seconds(600))
        _ = await failure { () throws(MailError) in try await fixture.sender.send(fixture.request(), until: hasty) }
        #expect(fixture.submission.deadlines.count == 2)
        #expect(try #require(fixture.submission.deadlines.first) < deadline)
        #expect(fixture.submission.deadlines.last == hasty)
    }

    @Test("is tried again for a caller who came later and waits longer, when the first one's time was too short")
    func laterCaller() async throws {
        let (reached, release) = (Gate(), Gate())
        let isFirst = Mutex(true)
        let fixture = Fixture(
            submission: ScriptedSubmission { (handover) throws(MailError) in
                let wasFirst = isFirst.withLock { first in
                    defer { first = false }
                    return first
                }
                guard wasFirst else { return try await handover() }
                await reached.open()
                await release.wait()
                throw .rateLimited("the mailbox is throttled", retryAfterMs: 300_000)
            })
        let request = fixture.request(key: "k")
        let hasty = Task { try await fixture.sender.send(request, until: .after(.seconds(60))) }
        await reached.wait()
        let patient = Task { try await fixture.sender.send(request, until: .after(.seconds(800))) }
        // Should it come only after the first has ended, it has an attempt of its own, and nothing else is different.
        for _ in 0..<1_000 { await Task.yield() }
        await release.open()
        #expect(try await patient.value.receipt.queueID == "1")
        _ = await hasty.result
        #expect(fixture.submission.messages.count == 1)
        #expect(fixture.submission.attempts == 2)
    }

    @Test("goes on after the hand-over though the caller's time is up, and keeps the result")
    func beyondReturn() async throws {
        let handedOver = Gate()
        let release = Gate()
        let fixture = Fixture(
            submission: ScriptedSubmission { (handover) throws(MailError) in
                try await handover()
                await handedOver.open()
                await release.wait()
            })
        let patient = Task { try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later) }
        await handedOver.wait()
        #expect(await fixture.journal.entries.first?.state == .handedOver())
        let hasty = await failure { () throws(MailError) in
            try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.passed)
        }
        #expect(hasty == .sendOutcomeUnknown)
        patient.cancel()  // too late: it is told the result
        await release.open()
        let result = try await patient.value
        #expect(try await fixture.sender.send(fixture.request(key: "k"), until: Fixture.later).id == result.id)
        #expect(fixture.submission.attempts == 1)
    }

    @Test("sends nothing when the only caller is cancelled before the hand-over")
    func cancelled() async throws {
        let entered = Gate()
        let gate = Gate()
        let fixture = Fixture(
            submission: ScriptedSubmission { (handover) throws(MailError) in
                await entered.open()
                await gate.wait()
                try await handover()
            })
        let task = Task {
            await failure { () throws(MailError) in
                try await fixture.sender.send(fixture.request(), until: Fixture.later)
            }
        }
        await entered.wait()
        task.cancel()
        #expect(await task.value == .cancelled)
        await gate.open()
        guard case .failed(let failure) = await fixture.journal.firstFinished().state else {
            Issue.record("not failed")
            return
        }
        #expect(failure.isTemporary)
        #expect(fixture.submission.messages.isEmpty)
    }

    // MARK: - Sent copies

    @Test(
        "leaves the copy to servers that file it themselves",
        arguments: [
            ("smtp.office365.com", SentCopyRule.automatic, SentCopyOutcome.filedByServer),
            ("smtp-mail.outlook.com", .automatic, .filedByServer), ("SMTP.GMAIL.COM", .automatic, .filedByServer),
            ("smtp.office365.com", .always, .filed), ("smtp.example.com", .never, .notWanted),
            ("smtp.notoffice365.com", .automatic, .filed), ("office365.com.example.com", .automatic, .filed),
        ])
    func copies(_ c: (host: String, rule: SentCopyRule, outcome: SentCopyOutcome)) async throws {
        let fixture = Fixture(host: c.host, sentCopy: c.rule)
        let result = try await fixture.sender.send(fixture.request(), until: Fixture.later)
        #expect(result.sentCopy == c.outcome)
        #expect(await fixture.mailbox.appended.count == (c.outcome == .filed ? 1 : 0))
    }

    @Test("leaves the copy to Exchange, whatever a named cloud calls its host")
    func namedCloud() async throws {
        let identity = Identity(
            tenant: "9188040d-6c67-4c5b-b112-36a304b66dad", subject: "s", username: "signer@example.com")
        let entra = Fixture(host: "localhost", identity: identity, username: "signer@example.com")
        #expect(try await entra.sender.send(entra.request(), until: Fixture.later).sentCopy == .filedByServer)
        let issuer = Identity(tenant: "https://issuer.example", subject: "s", username: "signer@example.com")
        let other = Fixture(host: "localhost", identity: issuer, username: "signer@example.com")
        #expect(try await other.sender.send(other.request(), until: Fixture.later).sentCopy == .filed)
    }

    @Test("files a copy in a shared mailbox, which Exchange does not")
    func delegated() async throws {
        let identity = Identity(tenant: "t", subject: "s", username: "signer@example.com", email: "signer@example.com")
        let shared = Fixture(host: "smtp.office365.com", identity: identity, username: "shared@example.com")
        #expect(try await shared.sender.send(shared.request(), until: Fixture.later).sentCopy == .filed)
        let own = Fixture(host: "smtp.office365.com", identity: identity, username: "Signer@example.com")
        #expect(try await own.sender.send(own.request(), until: Fixture.later).sentCopy == .filedByServer)
    }

    @Test("of an account that is deleted meanwhile ends with the clients that it began with")
    func deletedMeanwhile() async throws {
        let fixture = Fixture()
        let (backends, id) = (fixture.backends, fixture.id)
        fixture.submission.from { (handover) throws(MailError) in
            try await handover()
            await backends.drop(id)
        }
        #expect(try await fixture.sender.send(fixture.request(), until: Fixture.later).sentCopy == .filed)
        #expect(fixture.factory.made == 1)
    }

    @Test("does not fail for the copy's sake, and says so")
    func failedCopy() async throws {
        let fixture = Fixture()
        await fixture.mailbox.fail(with: .unavailable("over quota"))
        let result = try await fixture.sender.send(fixture.request(), until: Fixture.later)
        #expect(result.sentCopy == .failed(.unavailable("over quota")))
        #expect(Self.sent(await fixture.journal.entries.first?.state))
    }
}
