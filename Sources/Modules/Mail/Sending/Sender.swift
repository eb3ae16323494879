internal import Broker
package import Domain
package import Logging
internal import MIME

/// Sends mail, each message once (design.md, "A send"): checked and composed, journaled durably, handed over with the
/// point of no return journaled before it is crossed, and never tried again where the provider may have it.
package actor Sender {
    private struct Slot: Hashable {
        let account: AccountID
        let idempotencyKey: String
    }
    let accounts: any AccountStore
    let journal: any SendJournal
    let backends: Backends
    private let activities: ActivityLog
    let clock: any WallClock
    private let drafts: DraftMaker
    private let patience: Duration
    let log: Logger
    private var attempts: [Slot: SendAttempt] = [:]
    /// Entries that somebody works on, so that recovery and a repeated send never both do.
    private var busy: Set<String> = []
    /// When an interrupted send was last looked up, counted in look-ups.
    private var lookups: [String: Int] = [:]
    private var lookupCount = 0

    /// `patience` is how long a send may wait for its turn, and then how long it may take up to the hand-over. What the
    /// server takes afterwards is the submission's affair.
    package init(
        accounts: any AccountStore, journal: any SendJournal, backends: Backends, activities: ActivityLog,
        blobs: any BlobStore, clock: any WallClock, log: Logger, limits: SendLimits = SendLimits(),
        patience: Duration = .seconds(900)
    ) {
        self.accounts = accounts
        self.journal = journal
        self.backends = backends
        self.activities = activities
        self.clock = clock
        self.log = log
        self.patience = patience
        drafts = DraftMaker(
            limits: limits, clock: clock, composer: MessageComposer(), blobs: blobs,
            room: MessageRoom(bytes: backends.heldBytes))
    }

    /// Sends, and waits for the result until the deadline.
    ///
    /// At the deadline: `timedOut` when nothing has been sent, and nothing will be; `sendOutcomeUnknown` when the
    /// message was handed over: the send goes on, and its result is told under the same idempotency key.
    package nonisolated func send(
        _ request: SendRequest, until deadline: Deadline
    ) async throws(MailError) -> SendResult {
        guard let account = try await accounts.account(request.account) else { throw .notFound(what: "account") }
        let backend = backends.backend(for: account)
        let order: SendOrder
        do throws(MailError) {
            order = try await drafts.order(request, from: account)
        } catch .notFound(what: "blob", _) {
            return try await resultWithoutBlobs(request, account, backend, until: deadline)
        }
        let attempt = try await joinedAttempt(order, backend, until: deadline)
        do throws(MailError) {
            return try await attempt.result(until: deadline)
        } catch  where attempt.endedTooSoon(with: error, for: deadline) {
            return try await joinedAttempt(order, backend, until: deadline).result(until: deadline)
        }
    }

    /// Settles what a crash left behind; to be called at start, and now and then. What cannot be looked up now is left for
    /// the next time, and comes after what has not been tried for longer.
    package func recover(until deadline: Deadline) async throws(MailError) {
        let open = try await journal.unfinished()
        lookups = lookups.filter { open.contains($0.key) }
        let inTurn = open.enumerated().sorted {
            (lookups[$0.element] ?? 0, $0.offset) < (lookups[$1.element] ?? 0, $1.offset)
        }
        for (_, id) in inTurn where !deadline.hasPassed && busy.insert(id).inserted {
            defer { busy.remove(id) }
            lookupCount += 1
            lookups[id] = lookupCount
            do throws(MailError) {
                try await recover(id, until: deadline)
            } catch {
                log.notice("an interrupted send is not settled yet", metadata: ["send": "\(id)"])
            }
        }
    }

    /// Forgets sends that ended so long ago that nobody asks for them by their key any more.
    package func forgetOld() async throws(MailError) {
        try await journal.forget(finishedBefore: clock.now().advanced(by: .zero - Self.memory))
    }

    // MARK: - One send

    /// What became of an earlier send of this very request, whose files are gone meanwhile. `notFound` of the blob when
    /// there was none, or when it would have to be sent now.
    private func resultWithoutBlobs(
        _ request: SendRequest, _ account: Account, _ backend: Backend, until deadline: Deadline
    ) async throws(MailError) -> SendResult {
        guard let key = request.idempotencyKey, let known = try await journal.entry(of: account.id, under: key),
            known.requestHash == (try ContentHash.ofWords(in: request))
        else { throw .notFound(what: "blob") }
        guard busy.insert(known.id).inserted else { throw Self.isBeingSettled }
        defer { busy.remove(known.id) }
        guard let result = try await earlierResult(of: known, account, backend, until: deadline) else {
            throw .notFound(what: "blob")
        }
        return result
    }

    /// The attempt for this key that is under way, or a new one; the caller is counted in already. An attempt keeps its
    /// backend to the end: asking for another would bring back that of an account which is deleted by then.
    private func joinedAttempt(
        _ order: SendOrder, _ backend: Backend, until deadline: Deadline
    ) async throws(MailError) -> SendAttempt {
        let slot = order.idempotencyKey.map { Slot(account: order.account.id, idempotencyKey: $0) }
        while let slot, let running = attempts[slot] {
            guard running.contentHash == order.contentHash else { throw Self.keyIsTaken }
            if running.join(until: deadline) { return running }
            try await running.ended(until: deadline)
        }
        let attempt = SendAttempt(contentHash: order.contentHash)
        _ = attempt.join(until: deadline)
        if let slot { attempts[slot] = attempt }
        // Outlives its caller: once the message is handed over, its result has to be written down whoever listens.
        attempt.begin(
            Task {
                let result: Result<SendResult, MailError>
                do throws(MailError) {
                    result = .success(try await carryOut(order, backend, attempt))
                } catch {
                    result = .failure(error)
                }
                if let slot { attempts[slot] = nil }
                attempt.end(result)
            })
        return attempt
    }

    /// The journal is asked for the key before anything is composed: what became of an earlier send can be told even
    /// where the message could not be sent any more.
    private func carryOut(
        _ order: SendOrder, _ backend: Backend, _ attempt: SendAttempt
    ) async throws(MailError) -> SendResult {
        if let key = order.idempotencyKey,
            let known = try await journal.entry(of: order.account.id, under: key)
        {
            return try await carryOn(known, order, backend, attempt)
        }
        let id = "snd_" + MessageID.random().rawValue.dropFirst(MessageID.prefix.count)
        busy.insert(id)
        defer { busy.remove(id) }
        return try await drafts.withDraft(of: order, by: backend, until: .after(patience)) {
            [journal] (draft) throws(MailError) in
            let entry = try Self.entry(id, for: draft)
            guard case .opened = try await journal.open(entry) else {
                throw .unavailable("this key is being used by another send", retryAfterMs: 1_000)
            }
            return try await self.submit(entry, draft, backend, attempt)
        }
    }

    /// The same message once more. The journal keeps what makes it the same, `Message-ID` and date; all else came with the
    /// request again, or its hash would be another.
    private func carryOn(
        _ known: SendEntry, _ order: SendOrder, _ backend: Backend, _ attempt: SendAttempt
    ) async throws(MailError) -> SendResult {
        guard try order.isMeant(by: known) else { throw Self.keyIsTaken }
        guard busy.insert(known.id).inserted else { throw Self.isBeingSettled }
        defer { busy.remove(known.id) }
        let deadline = Deadline.after(Self.lookupPatience)
        if let result = try await earlierResult(of: known, order.account, backend, until: deadline) { return result }
        var order = order
        order.letter.stamp = MessageStamp(messageID: known.messageID, date: known.createdAt)
        return try await drafts.withDraft(of: order, by: backend, until: .after(patience)) {
            [journal] (draft) throws(MailError) in
            var entry = known
            (entry.way, entry.envelope) = (draft.submission.service, draft.message.envelope)
            try await journal.reopen(entry.id, by: entry.way, to: entry.envelope)
            return try await self.submit(entry, draft, backend, attempt)
        }
    }

    /// What became of an earlier send under the same key; `nil` when nothing was sent and it may be tried again.
    private func earlierResult(
        of entry: SendEntry, _ account: Account, _ backend: Backend, until deadline: Deadline
    ) async throws(MailError) -> SendResult? {
        switch entry.state {
        case .accepted: return nil
        case .failed(let failure):
            guard failure.isTemporary else { throw MailError(failure) }
            return nil
        case .sent(let receipt): return Self.result(of: entry, receipt)
        case .handedOver(let evidence), .unknown(let evidence):
            let handedOver = HandedOver(entry: entry, way: entry.way, evidence: evidence)
            let receipt = try await settle(handedOver, account, backend, until: deadline)
            return Self.result(of: entry, receipt)
        }
    }

    private func submit(
        _ entry: SendEntry, _ draft: Draft, _ backend: Backend, _ attempt: SendAttempt
    ) async throws(MailError) -> SendResult {
        let receipt: SubmissionReceipt
        do throws(MailError) {
            receipt = try await handOver(entry, draft, backend, attempt)
        } catch .sendOutcomeUnknown {
            let handedOver = HandedOver(entry: entry, way: draft.submission.service, evidence: attempt.evidence)
            receipt = try await settle(handedOver, draft.account, backend, until: .after(Self.lookupPatience))
        } catch {
            await note(.failed(SendFailure(error)), entry)
            throw error
        }
        await note(.sent(receipt), entry)
        var result = Self.result(of: entry, receipt)
        result.sentCopy = .underWay
        attempt.submitted(result)
        result.sentCopy = await fileCopy(of: draft, backend)
        return result
    }

    private func handOver(
        _ entry: SendEntry, _ draft: Draft, _ backend: Backend, _ attempt: SendAttempt
    ) async throws(MailError) -> SubmissionReceipt {
        let (journal, patience) = (journal, patience)
        return try await activities.noting(entry.account) { () throws(MailError) in
            try await backend.sends.run(until: .after(patience)) { () throws(MailError) in
                // Where a provider wants a longer pause than anybody waits, it is told now, and not that time ran out.
                try await draft.submission.submit(
                    draft.message, until: attempt.patience(atMost: .after(patience))
                ) {
                    (evidence) throws(MailError) in
                    try attempt.handOver(evidence)
                    do throws(MailError) {
                        try await journal.update(entry.id, to: .handedOver(evidence: evidence))
                    } catch {
                        attempt.stepBack()
                        throw error
                    }
                }
            }
        }
    }

    private static func result(of entry: SendEntry, _ receipt: SubmissionReceipt) -> SendResult {
        SendResult(id: entry.id, messageID: entry.messageID, receipt: receipt)
    }

    private static func entry(_ id: String, for draft: Draft) throws(MailError) -> SendEntry {
        let order = draft.order
        return SendEntry(
            id: id, account: order.account.id, idempotencyKey: order.idempotencyKey, contentHash: order.contentHash,
            requestHash: try ContentHash.ofWords(in: order.request), messageID: order.letter.stamp.messageID,
            envelope: draft.message.envelope, way: draft.submission.service,
            createdAt: order.letter.stamp.date, state: .accepted)
    }

    private static let isBeingSettled = MailError.unavailable("this send is being settled", retryAfterMs: 1_000)
    private static let keyIsTaken = MailError.conflict("this idempotency key belongs to another message")
    /// How long an idempotency key stands for its send: a month, so that a caller may be down for a long week-end.
    private static let memory: Duration = .seconds(30 * 86_400)
    /// How long an interrupted send is looked up by itself, while its provider cannot be asked: long enough for a long
    /// week-end.
    static let settlingTime: Duration = .seconds(7 * 86_400)
    /// Long enough for a sign-in and a search.
    static let lookupPatience: Duration = .seconds(60)
    /// Long enough to upload a large message.
    static let copyPatience: Duration = .seconds(300)
}
